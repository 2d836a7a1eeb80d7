import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Ticket, TicketFilter } from '../domain/ticket.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

/** `newest` is every ticket by when it was opened, `deadline` the open ones that have a deadline, the nearest first. */
export type TicketOrdering = 'newest' | 'deadline';
export type ListTickets = (actor: Actor, filter: TicketFilter, page: PageRequest, order?: TicketOrdering) => Promise<Page<Ticket>>;

/** One page of the tenant's tickets; the newest first unless told otherwise. Narrow it by plan for the tickets of a plan. */
export function listTickets(deps: { readonly work: TicketsUnitOfWork }): ListTickets {
  return (actor, filter, page, order = 'newest') =>
    deps.work.read(actor, ({ tickets }) => (order === 'deadline' ? tickets.listByDeadline(filter, page) : tickets.list(filter, page)));
}
