import type { Clock } from '#internal/kernel';
import { type Caller, grpcService, TicketServiceDefinition, type TicketServiceImplementation } from '#internal/platform/grpc';
import { encodeCursor, pageRequest } from '#internal/platform/http';
import { DEFAULT_TOKEN_MS, MAX_TOKEN_MS, TICKET_ACTIONS } from '../domain/ticket-token.ts';
import type { Ticket, TicketFilter } from '../domain/ticket.ts';
import type { ChangeTicketStatus } from '../service/change-ticket-status.ts';
import type { CreateTicketToken } from '../service/create-ticket-token.ts';
import type { CompleteLease, FailLease, HeartbeatTicket } from '../service/end-lease.ts';
import type { GetTicketHistory } from '../service/get-ticket-history.ts';
import type { GetTicket } from '../service/get-ticket.ts';
import type { LeaseTickets } from '../service/lease-tickets.ts';
import type { ListTickets } from '../service/list-tickets.ts';
import type { ReportLeases } from '../service/report-leases.ts';
import { requireTicket } from '../domain/ticket-bearer.ts';
import { LEASE_LIMITS, reportResultMessage, reportsIn } from './report-messages.ts';
import {
  actionsIn, agentIdIn, capabilitiesIn, changeMessage, countIn, jsonIn, leaseMessage, millisecondsIn, priorityIn, settableStatusIn, statusIn, textIn, ticketIdIn, ticketMessage, tokenIn, uuidIn,
} from './ticket-messages.ts';

interface Use {
  readonly getTicket: GetTicket;
  readonly listTickets: ListTickets;
  readonly getTicketHistory: GetTicketHistory;
  readonly changeTicketStatus: ChangeTicketStatus;
  readonly createTicketToken: CreateTicketToken;
  readonly leaseTickets: LeaseTickets;
  readonly heartbeatTicket: HeartbeatTicket;
  readonly completeLeasedTicket: CompleteLease;
  readonly failLeasedTicket: FailLease;
  readonly reportLeases: ReportLeases;
}

const permissions = {
  getTicket: 'tickets:read',
  listTickets: 'tickets:read',
  getTicketHistory: 'tickets:read',
  updateTicketStatus: 'tickets:write',
  generateToken: 'tickets:work',
  leaseTickets: 'tickets:work',
  heartbeat: 'tickets:work',
  completeTicket: 'tickets:work',
  failTicket: 'tickets:work',
  reportTickets: 'tickets:work',
} as const;

/** The operations that page tokens are bound to. */
const LIST = 'TicketService.ListTickets';
const HISTORY = 'TicketService.GetTicketHistory';
const PAGE = { fallback: 50, most: 500 };
const LIFETIME = { fallback: DEFAULT_TOKEN_MS, least: 10_000, most: MAX_TOKEN_MS };
/** One wait of a stream; the next follows at once. */
const WAIT_MS = 30_000;

/** `orchestrix.v1.TicketService`: the same use cases as over REST. */
export function ticketService(use: Use, clock: Clock) {
  const answer = (ticket: Ticket) => ({ ticket: ticketMessage(ticket, clock.now()) });
  const implementation: TicketServiceImplementation<Caller> = {
    async getTicket({ ticketId }, { actor, principal }) {
      requireTicket(principal, ticketId);
      return answer(await use.getTicket(actor, ticketIdIn(ticketId)));
    },

    async listTickets({ pageSize, pageToken, status: statusMessage, priority: priorityMessage, planId, intentId, executionId, agentId }, { actor }) {
      const [status, priority] = [statusIn(statusMessage), priorityIn(priorityMessage)];
      const filter: TicketFilter = {
        ...(planId !== undefined && { planId: uuidIn('/plan_id', planId) }),
        ...(executionId !== undefined && { executionId: uuidIn('/execution_id', executionId) }),
        ...(intentId !== undefined && { intentId: textIn('/intent_id', intentId, 200) }),
        ...(agentId !== undefined && { agentId: agentIdIn(agentId) }),
        ...(status && { status }),
        ...(priority && { priority }),
      };
      const query = { ...filter, limit: countIn('/page_size', pageSize, PAGE), ...(pageToken !== '' && { cursor: pageToken }) };
      const page = await use.listTickets(actor, filter, pageRequest(LIST, query, ['timestamp', 'uuid']));
      const now = clock.now();
      return { tickets: page.items.map((ticket) => ticketMessage(ticket, now)), nextPageToken: encodeCursor(LIST, query, page.next) ?? '' };
    },

    async getTicketHistory({ ticketId, pageSize, pageToken }, { actor }) {
      const query = { ticketId: ticketIdIn(ticketId), limit: countIn('/page_size', pageSize, PAGE), ...(pageToken !== '' && { cursor: pageToken }) };
      const page = await use.getTicketHistory(actor, query.ticketId, pageRequest(HISTORY, query, ['integer']));
      return { changes: page.items.map(changeMessage), nextPageToken: encodeCursor(HISTORY, query, page.next) ?? '' };
    },

    async updateTicketStatus({ ticketId, status, reason, version, output }, { actor }) {
      const change = { status: settableStatusIn(status), reason: textIn('/reason', reason, 500), output: jsonIn(output) };
      return answer(await use.changeTicketStatus(actor, ticketIdIn(ticketId), change, version));
    },

    async generateToken({ ticketId, agentId, actions, lifetime }, { actor }) {
      const granted = actions.length === 0 ? TICKET_ACTIONS : actionsIn(actions);
      const terms = { agentId: agentIdIn(agentId), actions: granted, lifetimeMs: millisecondsIn('/lifetime', lifetime, LIFETIME) };
      const { token, expiresAt } = await use.createTicketToken(actor, ticketIdIn(ticketId), terms);
      return { token, expiresAt };
    },

    async *leaseTickets({ agentId, capabilities, maxTickets, lease }, { actor, signal }) {
      const terms = { agentId: agentIdIn(agentId), capabilities: capabilitiesIn(capabilities), leaseMs: millisecondsIn('/lease', lease, LEASE_LIMITS), waitMs: WAIT_MS };
      for (let left = countIn('/max_tickets', maxTickets, { fallback: 1, most: 100 }); left > 0 && !signal.aborted; ) {
        const leased = await use.leaseTickets(actor, { ...terms, max: left }, signal);
        left -= leased.length;
        for (const ticket of leased) yield { ...answer(ticket), lease: leaseMessage(ticket) };
      }
    },

    async heartbeat({ ticketId, leaseToken, lease, progress }, { actor, principal }) {
      requireTicket(principal, ticketId);
      const renewal = { token: tokenIn(leaseToken), leaseMs: millisecondsIn('/lease', lease, LEASE_LIMITS), ...(progress !== undefined && { progress: jsonIn(progress) }) };
      return { lease: leaseMessage(await use.heartbeatTicket(actor, ticketIdIn(ticketId), renewal)) };
    },

    async completeTicket({ ticketId, leaseToken, output }, { actor, principal }) {
      requireTicket(principal, ticketId);
      return answer(await use.completeLeasedTicket(actor, ticketIdIn(ticketId), { token: tokenIn(leaseToken), output: jsonIn(output) }));
    },

    async failTicket({ ticketId, leaseToken, error, retryable }, { actor, principal }) {
      requireTicket(principal, ticketId);
      return answer(await use.failLeasedTicket(actor, ticketIdIn(ticketId), { token: tokenIn(leaseToken), error: jsonIn(error), retryable }));
    },

    async reportTickets({ reports }, { actor }) {
      const results = await use.reportLeases(actor, reportsIn(reports));
      return { results: results.map((result, index) => reportResultMessage(reports[index]?.ticketId ?? '', result)) };
    },
  };
  return grpcService({ definition: TicketServiceDefinition, implementation, permissions });
}
