import { ticketEvent, workOffered } from '../domain/ticket-trail.ts';
import type { Ticket } from '../domain/ticket.ts';
import { compensationEnded, type TicketScope } from './compensated-ticket.ts';

/** What follows from a completion besides the ticket itself: it is told, whoever depends on it may go on, and what it takes back is taken back. */
export async function ticketCompleted(scope: TicketScope, ticket: Ticket, now: Date): Promise<void> {
  scope.outbox.publish(ticketEvent('tickets.ticket.completed', ticket));
  await compensationEnded(scope, ticket);
  if (ticket.delivery === 'lease' && (await scope.tickets.unblockDependents(ticket.id)) > 0) scope.outbox.publish(workOffered(ticket, now));
}

/** The same for a ticket whose last attempt failed, or that nobody will finish. */
export async function ticketGivenUp(scope: TicketScope, ticket: Ticket): Promise<void> {
  scope.outbox.publish(ticketEvent(ticket.status === 'CANCELLED' ? 'tickets.ticket.cancelled' : 'tickets.ticket.failed', ticket));
  await compensationEnded(scope, ticket);
}
