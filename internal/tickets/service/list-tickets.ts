import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Ticket, TicketFilter } from '../domain/ticket.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

export type ListTickets = (actor: Actor, filter: TicketFilter, page: PageRequest) => Promise<Page<Ticket>>;

/** One page of the tenant's tickets, newest first. */
export function listTickets(deps: { readonly work: TicketsUnitOfWork }): ListTickets {
  return (actor, filter, page) => deps.work.read(actor, ({ tickets }) => tickets.list(filter, page));
}
