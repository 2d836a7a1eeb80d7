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

export interface TicketsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** Wires execution tickets. */
export function createTickets({ transactions, clock, ids }: TicketsDeps) {
  const work = postgresTickets(transactions);
  const useCases = {
    beginTicket: beginTicket({ work, clock, ids }),
    completeTicket: completeTicket({ work, clock }),
    failTicket: failTicket({ work, clock }),
    cancelTickets: cancelTickets({ work, clock }),
  };
  return {
    operations: ticketOperations({ listTickets: listTickets({ work }), getTicket: getTicket({ work }) }),
    useCases,
    subscriptions: ticketSubscriptions(useCases),
  };
}
