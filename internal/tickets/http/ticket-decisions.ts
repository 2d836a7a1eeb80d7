import type { Clock } from '#internal/kernel';
import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { TicketId } from '../domain/ticket.ts';
import type { TicketChange } from '../ports/ticket-chronicle.ts';
import type { ChangeTicketStatus, RetryTicket } from '../service/change-ticket-status.ts';
import type { GetTicketHistory } from '../service/get-ticket-history.ts';
import { ticketJson } from './ticket-json.ts';

type Use = { readonly changeTicketStatus: ChangeTicketStatus; readonly retryTicket: RetryTicket; readonly getTicketHistory: GetTicketHistory };

/** What people decide about tickets, and what became of them. */
export function ticketDecisions(use: Use, clock: Clock): Pick<Operations, 'updateTicketStatus' | 'retryTicket' | 'getTicketHistory'> {
  return {
    async updateTicketStatus({ actor, path, body, ifMatch }) {
      const { status, reason, output } = body;
      const ticket = await use.changeTicketStatus(actor, path.ticketId as TicketId, { status, reason, ...(output !== undefined && { output }) }, ifMatch);
      return { status: 200, body: ticketJson(ticket, clock.now()), etag: ticket.version };
    },

    async retryTicket({ actor, path, body }) {
      const ticket = await use.retryTicket(actor, path.ticketId as TicketId, body?.reason);
      return { status: 200, body: ticketJson(ticket, clock.now()), etag: ticket.version };
    },

    async getTicketHistory({ actor, path, query }) {
      const page = await use.getTicketHistory(actor, path.ticketId as TicketId, pageRequest('getTicketHistory', query, ['integer']));
      return { status: 200, body: pageJson('getTicketHistory', query, page, changeJson) };
    },
  };
}

const changeJson = (change: TicketChange) => ({
  at: change.at.toISOString(),
  change: change.change,
  actor: change.actor,
  actor_kind: change.actorKind,
  actor_name: change.actorName,
  operation: change.operation,
  reason: change.reason,
  from: change.from,
  to: change.to,
  attempt: change.attempt,
  agent_id: change.agentId,
});
