import type { Clock } from '#internal/kernel';
import { type components, failureOf, type Operations } from '#internal/platform/http';
import type { LeaseReport } from '../domain/lease-report.ts';
import { DEFAULT_LEASE_MS } from '../domain/ticket-lease.ts';
import { requireTicket } from '../domain/ticket-bearer.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import type { CompleteLease, FailLease, HeartbeatTicket } from '../service/end-lease.ts';
import type { LeaseTickets } from '../service/lease-tickets.ts';
import type { ReportLeases, ReportResult } from '../service/report-leases.ts';
import { ticketJson } from './ticket-json.ts';

interface Use {
  readonly leaseTickets: LeaseTickets;
  readonly heartbeatTicket: HeartbeatTicket;
  readonly completeLeasedTicket: CompleteLease;
  readonly failLeasedTicket: FailLease;
  readonly reportLeases: ReportLeases;
}

/** What agents do with tickets. */
export function leaseOperations(use: Use, clock: Clock): Pick<Operations, 'leaseTickets' | 'heartbeatTicket' | 'completeTicket' | 'failTicket' | 'reportTickets'> {
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

    async reportTickets({ actor, body, correlationId }) {
      const results = await use.reportLeases(actor, body.items.map(toReport));
      return { status: 200, body: { items: results.map((result, index) => resultJson(body.items[index]?.ticket_id ?? '', result, correlationId)) } };
    },
  };
}

const millisecondsOf = (seconds: number | undefined): number => (seconds === undefined ? DEFAULT_LEASE_MS : seconds * 1000);

function toReport(json: components['schemas']['TicketReport']): LeaseReport {
  const lease = { ticketId: json.ticket_id as TicketId, token: json.lease_token };
  switch (json.report) {
    case 'alive':
      return { kind: 'alive', ...lease, leaseMs: millisecondsOf(json.lease_seconds), ...(json.progress !== undefined && { progress: json.progress }) };
    case 'completed':
      return { kind: 'completed', ...lease, output: json.output ?? null };
    case 'failed':
      return { kind: 'failed', ...lease, error: json.error, retryable: json.retryable };
  }
}

/** Every report has the answer that it would have had alone. */
function resultJson(ticketId: string, result: ReportResult, correlationId: string) {
  if ('refused' in result) {
    const { problem } = failureOf(result.refused, `/api/v1/tickets/${ticketId}`, correlationId);
    return { ticket_id: ticketId, status: problem.status, ticket_status: null, lease: null, problem: { ...problem, errors: [...problem.errors] } };
  }
  const { ticket } = result;
  return { ticket_id: ticketId, status: 200, ticket_status: ticket.status, lease: ticket.leaseExpiresAt ? leaseJson(ticket) : null, problem: null };
}

const leaseJson = ({ leaseToken, leaseExpiresAt }: Ticket) => ({ token: leaseToken, expires_at: (leaseExpiresAt as Date).toISOString() });
