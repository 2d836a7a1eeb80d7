import type { Clock, IdGenerator } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { ticketSubscriptions } from './consumers/ticket-subscriptions.ts';
import { ticketOperations } from './http/ticket-operations.ts';
import { postgresTickets } from './postgres/postgres-tickets.ts';
import { beginTicket } from './service/begin-ticket.ts';
import { cancelTickets } from './service/cancel-tickets.ts';
import { completeTicket } from './service/complete-ticket.ts';
import { failTicket } from './service/fail-ticket.ts';
import { getTicket } from './service/get-ticket.ts';
import { listTickets } from './service/list-tickets.ts';
import { offerTickets } from './service/offer-tickets.ts';
import { openTickets } from './service/open-tickets.ts';
import { ticketDigest } from './crypto/ticket-digest.ts';

export interface TicketsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** Wires execution tickets. */
export function createTickets({ transactions, clock, ids }: TicketsDeps) {
  const work = postgresTickets(transactions);
  const opening = { work, clock, ids, digest: ticketDigest };
  const useCases = {
    beginTicket: beginTicket(opening),
    openTickets: openTickets(opening),
    offerTickets: offerTickets({ work, clock }),
    completeTicket: completeTicket({ work, clock }),
    failTicket: failTicket({ work, clock }),
    cancelTickets: cancelTickets({ work, clock }),
    getTicket: getTicket({ work }),
    listTickets: listTickets({ work }),
  };
  return {
    operations: ticketOperations(useCases, clock),
    useCases,
    subscriptions: ticketSubscriptions(useCases),
  };
}
