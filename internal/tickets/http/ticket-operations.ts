import type { Clock } from '#internal/kernel';
import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import { requireTicket } from '../domain/ticket-bearer.ts';
import type { TicketFilter, TicketId } from '../domain/ticket.ts';
import type { GetTicket } from '../service/get-ticket.ts';
import type { ListTickets } from '../service/list-tickets.ts';
import { ticketJson } from './ticket-json.ts';

type Use = { readonly listTickets: ListTickets; readonly getTicket: GetTicket };

export function ticketOperations(use: Use, clock: Clock): Pick<Operations, 'listTickets' | 'getTicket'> {
  return {
    async listTickets({ actor, query }) {
      const filter: TicketFilter = {
        ...(query.execution_id !== undefined && { executionId: query.execution_id }),
        ...(query.plan_id !== undefined && { planId: query.plan_id }),
        ...(query.intent_id !== undefined && { intentId: query.intent_id }),
        ...(query.status !== undefined && { status: query.status }),
        ...(query.priority !== undefined && { priority: query.priority }),
        ...(query.type !== undefined && { type: query.type }),
        ...(query.agent_id !== undefined && { agentId: query.agent_id }),
        ...(query.capability !== undefined && { capability: query.capability }),
        ...(query.sla_due_before !== undefined && { slaDueBefore: new Date(query.sla_due_before) }),
      };
      const page = await use.listTickets(actor, filter, pageRequest('listTickets', query, ['timestamp', 'uuid']), query.order ?? 'newest');
      const now = clock.now();
      return { status: 200, body: pageJson('listTickets', query, page, (ticket) => ticketJson(ticket, now)) };
    },

    async getTicket({ actor, principal, path }) {
      requireTicket(principal, path.ticketId);
      const ticket = await use.getTicket(actor, path.ticketId as TicketId);
      return { status: 200, body: ticketJson(ticket, clock.now()), etag: ticket.version };
    },
  };
}
