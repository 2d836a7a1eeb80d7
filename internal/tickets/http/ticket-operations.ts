import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { Ticket, TicketFilter, TicketId } from '../domain/ticket.ts';
import type { GetTicket } from '../service/get-ticket.ts';
import type { ListTickets } from '../service/list-tickets.ts';

type Use = { readonly listTickets: ListTickets; readonly getTicket: GetTicket };

export function ticketOperations(use: Use): Pick<Operations, 'listTickets' | 'getTicket'> {
  return {
    async listTickets({ actor, query }) {
      const filter: TicketFilter = {
        ...(query.execution_id !== undefined && { executionId: query.execution_id }),
        ...(query.status !== undefined && { status: query.status }),
        ...(query.priority !== undefined && { priority: query.priority }),
        ...(query.type !== undefined && { type: query.type }),
      };
      const page = await use.listTickets(actor, filter, pageRequest('listTickets', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listTickets', query, page, toTicketJson) };
    },

    async getTicket({ actor, path }) {
      const ticket = await use.getTicket(actor, path.ticketId as TicketId);
      return { status: 200, body: toTicketJson(ticket), etag: ticket.version };
    },
  };
}

const toTicketJson = (ticket: Ticket) => ({
  id: ticket.id,
  execution_id: ticket.executionId,
  task_path: ticket.taskPath,
  task_name: ticket.taskName,
  type: ticket.type,
  status: ticket.status,
  priority: ticket.priority,
  sla_deadline: ticket.slaDeadline?.toISOString() ?? null,
  attempts: ticket.attempts,
  idempotency_key: ticket.idempotencyKey,
  parameters: ticket.parameters,
  output: ticket.output ?? null,
  error: ticket.error ?? null,
  created_at: ticket.createdAt.toISOString(),
  started_at: ticket.startedAt?.toISOString() ?? null,
  completed_at: ticket.completedAt?.toISOString() ?? null,
  correlation_id: ticket.correlationId,
  version: ticket.version,
});
