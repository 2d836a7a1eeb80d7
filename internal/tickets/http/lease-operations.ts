import type { Clock } from '#internal/kernel';
import type { Operations } from '#internal/platform/http';
import { DEFAULT_LEASE_MS } from '../domain/ticket-lease.ts';
import { requireTicket } from '../domain/ticket-bearer.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import type { CompleteLease, FailLease } from '../service/end-lease.ts';
import type { HeartbeatTicket } from '../service/heartbeat-ticket.ts';
import type { LeaseTickets } from '../service/lease-tickets.ts';
import { ticketJson } from './ticket-json.ts';

type Use = { readonly leaseTickets: LeaseTickets; readonly heartbeatTicket: HeartbeatTicket; readonly completeLeasedTicket: CompleteLease; readonly failLeasedTicket: FailLease };

/** What agents do with tickets. */
export function leaseOperations(use: Use, clock: Clock): Pick<Operations, 'leaseTickets' | 'heartbeatTicket' | 'completeTicket' | 'failTicket'> {
  const answer = (ticket: Ticket) => ({ status: 200, body: ticketJson(ticket, clock.now()), etag: ticket.version }) as const;
  return {
    async leaseTickets({ actor, body, signal }) {
      const terms = { agentId: body.agent_id, capabilities: body.capabilities ?? [], max: body.max ?? 1, leaseMs: millisecondsOf(body.lease_seconds), waitMs: (body.wait_seconds ?? 0) * 1000 };
      const leased = await use.leaseTickets(actor, terms, signal);
      const now = clock.now();
      return { status: 200, body: { items: leased.map((ticket) => ({ ticket: ticketJson(ticket, now), lease: leaseJson(ticket) })) } };
    },

    async heartbeatTicket({ actor, principal, path, body }) {
      requireTicket(principal, path.ticketId);
      const { lease_token: token, lease_seconds: seconds, progress } = body;
      const renewed = await use.heartbeatTicket(actor, path.ticketId as TicketId, { token, leaseMs: millisecondsOf(seconds), ...(progress !== undefined && { progress }) });
      return { status: 200, body: leaseJson(renewed) };
    },

    async completeTicket({ actor, principal, path, body }) {
      requireTicket(principal, path.ticketId);
      return answer(await use.completeLeasedTicket(actor, path.ticketId as TicketId, { token: body.lease_token, output: body.output ?? null }));
    },

    async failTicket({ actor, principal, path, body }) {
      requireTicket(principal, path.ticketId);
      return answer(await use.failLeasedTicket(actor, path.ticketId as TicketId, { token: body.lease_token, error: body.error, retryable: body.retryable }));
    },
  };
}

const millisecondsOf = (seconds: number | undefined): number => (seconds === undefined ? DEFAULT_LEASE_MS : seconds * 1000);

const leaseJson = ({ leaseToken, leaseExpiresAt }: Ticket) => ({ token: leaseToken, expires_at: (leaseExpiresAt as Date).toISOString() });
