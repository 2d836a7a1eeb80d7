import type { Pool } from 'pg';
import type { Clock, IdGenerator } from '#internal/kernel';
import type { Authenticator } from '#internal/platform/http';
import type { Transactions } from '#internal/platform/transactions';
import { ticketSubscriptions } from './consumers/ticket-subscriptions.ts';
import { ticketDigest } from './crypto/ticket-digest.ts';
import { JoseTicketTokens } from './crypto/jose-ticket-tokens.ts';
import { leaseOperations } from './http/lease-operations.ts';
import { ticketDecisions } from './http/ticket-decisions.ts';
import { ticketOperations } from './http/ticket-operations.ts';
import { ticketTokenAuthenticator } from './http/ticket-token-authenticator.ts';
import { tokenOperations } from './http/token-operations.ts';
import type { TicketChronicle } from './ports/ticket-chronicle.ts';
import { postgresLeaseWatch } from './postgres/postgres-lease-watch.ts';
import { postgresTickets } from './postgres/postgres-tickets.ts';
import { PostgresWorkSignal } from './postgres/postgres-work-signal.ts';
import { beginTicket } from './service/begin-ticket.ts';
import { cancelTickets } from './service/cancel-tickets.ts';
import { cancelTicketsById } from './service/cancel-tickets-by-id.ts';
import { changeTicketStatus, retryTicket } from './service/change-ticket-status.ts';
import { checkSla } from './service/check-sla.ts';
import { completeTicket } from './service/complete-ticket.ts';
import { createTicketToken } from './service/create-ticket-token.ts';
import { completeLeasedTicket, failLeasedTicket } from './service/end-lease.ts';
import { expireLeases } from './service/expire-leases.ts';
import { failTicket } from './service/fail-ticket.ts';
import { getTicket } from './service/get-ticket.ts';
import { getTicketHistory } from './service/get-ticket-history.ts';
import { heartbeatTicket } from './service/heartbeat-ticket.ts';
import { leaseTickets } from './service/lease-tickets.ts';
import { listTickets } from './service/list-tickets.ts';
import { lookUpTickets } from './service/look-up-tickets.ts';
import { offerTickets } from './service/offer-tickets.ts';
import { openTickets } from './service/open-tickets.ts';

export interface TicketsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly pool: Pool;
  /** The database of `pool`, for the connection that listens for work. */
  readonly databaseUrl: string;
  readonly chronicle: TicketChronicle;
  /** Keys that ticket tokens are signed with, `id:base64` each, the one that signs first. */
  readonly signingKeys: string;
  /** Who issues them: where people reach the API. */
  readonly issuer: string;
}

/** Wires execution tickets. */
export function createTickets({ transactions, clock, ids, pool, databaseUrl, chronicle, signingKeys, issuer }: TicketsDeps) {
  const work = postgresTickets(transactions);
  const workSignal = new PostgresWorkSignal(pool, databaseUrl);
  const tokens = new JoseTicketTokens({ keys: signingKeys, issuer, clock });
  const changing = { work, clock };
  const opening = { ...changing, ids, digest: ticketDigest };
  const useCases = {
    beginTicket: beginTicket(opening),
    completeTicket: completeTicket(changing),
    failTicket: failTicket(changing),
    openTickets: openTickets(opening),
    offerTickets: offerTickets(changing),
    cancelTickets: cancelTickets(changing),
    cancelTicketsById: cancelTicketsById(changing),
    lookUpTickets: lookUpTickets({ work }),
    getTicket: getTicket({ work }),
    listTickets: listTickets({ work }),
    getTicketHistory: getTicketHistory({ work, chronicle }),
    changeTicketStatus: changeTicketStatus(changing),
    retryTicket: retryTicket(changing),
    leaseTickets: leaseTickets({ ...changing, workSignal }),
    heartbeatTicket: heartbeatTicket(changing),
    completeLeasedTicket: completeLeasedTicket(changing),
    failLeasedTicket: failLeasedTicket(changing),
    createTicketToken: createTicketToken({ ...changing, ids, tokens }),
  };
  return {
    operations: { ...ticketOperations(useCases, clock), ...ticketDecisions(useCases, clock), ...leaseOperations(useCases, clock), ...tokenOperations(useCases, tokens) },
    /** Lets the bearers of ticket tokens in, and leaves everybody else to `others`. */
    authenticator: (others: Authenticator): Authenticator => ticketTokenAuthenticator(tokens, others),
    useCases,
    subscriptions: ticketSubscriptions({ ...useCases, checkSla: checkSla(changing), workSignal }),
    /** What the worker does again and again. */
    jobs: [{ name: 'expire leases', everyMs: 1_000, run: expireLeases({ ...changing, watch: postgresLeaseWatch(transactions) }) }],
    stop: () => workSignal.stop(),
  };
}
