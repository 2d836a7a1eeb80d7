import type { Actor } from '#internal/kernel';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

export type LookUpTickets = (actor: Actor, ids: readonly TicketId[]) => Promise<readonly Ticket[]>;

/** These tickets as they are, which they stay until the transaction of the caller ends; ids that are not there are left out. */
export function lookUpTickets(deps: { readonly work: TicketsUnitOfWork }): LookUpTickets {
  return (actor, ids) => deps.work.run(actor, ({ tickets }) => tickets.lockAll(ids));
}
