import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { TicketId } from '../domain/ticket.ts';
import type { TicketChange, TicketChronicle } from '../ports/ticket-chronicle.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

export type GetTicketHistory = (actor: Actor, id: TicketId, page: PageRequest) => Promise<Page<TicketChange>>;

/** Every change of a ticket, newest first. Throws `not_found`. */
export function getTicketHistory({ work, chronicle }: { readonly work: TicketsUnitOfWork; readonly chronicle: TicketChronicle }): GetTicketHistory {
  return async (actor, id, page) => {
    await work.read(actor, ({ tickets }) => tickets.get(id));
    return chronicle.changesOf(actor, id, page);
  };
}
