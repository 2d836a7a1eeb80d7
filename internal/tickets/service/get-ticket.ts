import type { Actor } from '#internal/kernel';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

export type GetTicket = (actor: Actor, id: TicketId) => Promise<Ticket>;

/** Throws `not_found`. */
export function getTicket(deps: { readonly work: TicketsUnitOfWork }): GetTicket {
  return (actor, id) => deps.work.read(actor, ({ tickets }) => tickets.get(id));
}
