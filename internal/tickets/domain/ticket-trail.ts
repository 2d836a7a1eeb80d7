import type { AuditEntry, NewEvent } from '#internal/kernel';
import type { Ticket } from './ticket.ts';

/** The audit entry of a change. Parameters and outputs stay in the ticket: they may be large, and they are other people's data. */
export const ticketChanged = (verb: 'begun' | 'completed' | 'failed' | 'attempt_failed' | 'cancelled', before: Ticket | undefined, after: Ticket): AuditEntry => ({
  action: `tickets.ticket.${verb}`,
  entityType: 'ticket',
  entityId: after.id,
  ...(before && { before: summary(before) }),
  after: summary(after),
});

/** Tells others that a ticket has ended. */
export const ticketEnded = (type: 'tickets.ticket.completed' | 'tickets.ticket.failed', { id, executionId, ...ticket }: Ticket): NewEvent => ({
  type,
  aggregateId: id,
  data: { ticket_id: id, execution_id: executionId, task_path: ticket.taskPath, type: ticket.type, status: ticket.status, attempts: ticket.attempts },
});

const summary = ({ executionId, taskPath, type, status, attempts }: Ticket) => ({ execution_id: executionId, task_path: taskPath, type, status, attempts });
