import type { AuditEntry, NewEvent } from '#internal/kernel';
import { atRiskAt } from './ticket-sla.ts';
import type { TicketGrant } from './ticket-token.ts';
import type { Ticket } from './ticket.ts';

export type TicketVerb =
  | 'opened' | 'offered' | 'begun' | 'leased' | 'lease_expired' | 'completed' | 'failed' | 'attempt_failed' | 'cancelled' | 'retried' | 'status_changed' | 'compensating' | 'compensated' | 'compensation_failed' | 'sla_at_risk' | 'sla_breached';

/** The audit entry of a change. Parameters and outputs stay in the ticket: they may be large, and they are other people's data. */
export const ticketChanged = (verb: TicketVerb, before: Ticket | undefined, after: Ticket, reason?: string): AuditEntry => ({
  action: `tickets.ticket.${verb}`,
  entityType: 'ticket',
  entityId: after.id,
  ...(before && { before: summary(before) }),
  after: { ...summary(after), ...(reason !== undefined && { reason }) },
});

/** The audit entry of a token: everything but the token itself. */
export const tokenIssued = (ticket: Ticket, { tokenId, agentId, actions, expiresAt }: TicketGrant): AuditEntry => ({
  action: 'tickets.ticket.token_issued',
  entityType: 'ticket',
  entityId: ticket.id,
  after: { ...summary(ticket), agent_id: agentId, token_id: tokenId, actions, expires_at: expiresAt.toISOString() },
});

export type TicketEventType = `tickets.ticket.${'opened' | 'leased' | 'lease_expired' | 'completed' | 'failed' | 'cancelled' | 'sla_at_risk' | 'sla_breached'}`;

/** Tells others of a change. Parameters and outputs are read through the API. */
export const ticketEvent = (type: TicketEventType, ticket: Ticket) => ({ type, aggregateId: ticket.id, data: ticketEventData(ticket) }) satisfies NewEvent;

const ticketEventData = (ticket: Ticket) => ({
  ticket_id: ticket.id,
  execution_id: ticket.executionId ?? null,
  plan_id: ticket.planId ?? null,
  task_id: ticket.taskId,
  task_path: ticket.taskPath ?? null,
  type: ticket.type,
  status: ticket.status,
  priority: ticket.priority,
  attempts: ticket.attempts,
  agent_id: ticket.agentId ?? null,
  required_capabilities: ticket.requiredCapabilities,
});

/** The next look at the deadline of an agent's ticket: when it comes near, and when it passes. Inline tickets end with their execution, which has a timeout of its own. */
export function slaCheckDue({ id, delivery, createdAt, slaDeadline, slaAtRiskAt }: Ticket): NewEvent[] {
  if (delivery !== 'lease' || slaDeadline === undefined) return [];
  return [{ type: 'tickets.ticket.sla_check_due', aggregateId: id, data: {}, availableAt: slaAtRiskAt ? slaDeadline : atRiskAt(createdAt, slaDeadline) }];
}

/** Wakes the agents of a tenant that wait for work, at that time. Nothing about the tickets: who wakes looks for himself. */
export const workOffered = (first: Ticket, at: Date): NewEvent => ({ type: 'tickets.work.offered', aggregateId: first.tenantId, data: {}, availableAt: at });

const summary = ({ executionId, planId, taskId, taskPath, type, status, attempts, agentId }: Ticket) => ({
  ...(executionId !== undefined && { execution_id: executionId }),
  ...(planId !== undefined && { plan_id: planId }),
  ...(taskPath === undefined ? { task_id: taskId } : { task_path: taskPath }),
  type,
  status,
  attempts,
  ...(agentId !== undefined && { agent_id: agentId }),
});
