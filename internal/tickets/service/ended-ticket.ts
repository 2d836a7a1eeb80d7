import { ticketEvent, workOffered } from '../domain/ticket-trail.ts';
import type { Ticket } from '../domain/ticket.ts';
import { compensationEnded, type TicketScope } from './compensated-ticket.ts';

/** What follows from a completion besides the ticket itself: it is told, whoever depends on it may go on, and what it takes back is taken back. */
export const ticketCompleted = (scope: TicketScope, ticket: Ticket, now: Date): Promise<void> => ticketsCompleted(scope, [ticket], now);

/** The same for several at once. */
export async function ticketsCompleted(scope: TicketScope, completed: readonly Ticket[], now: Date): Promise<void> {
  scope.outbox.publish(...completed.map((ticket) => ticketEvent('tickets.ticket.completed', ticket)));
  const leased = completed.filter(({ delivery }) => delivery === 'lease');
  const [free] = await Promise.all([scope.tickets.unblockDependents(leased.map(({ id }) => id)), endCompensations(scope, completed)]);
  const [first] = leased;
  if (free > 0 && first) scope.outbox.publish(workOffered(first, now));
}

async function endCompensations(scope: TicketScope, completed: readonly Ticket[]): Promise<void> {
  for (const ticket of completed) await compensationEnded(scope, ticket);
}

/** The same for a ticket whose last attempt failed, or that nobody will finish. */
export async function ticketGivenUp(scope: TicketScope, ticket: Ticket): Promise<void> {
  scope.outbox.publish(ticketEvent(ticket.status === 'CANCELLED' ? 'tickets.ticket.cancelled' : 'tickets.ticket.failed', ticket));
  await compensationEnded(scope, ticket);
}
