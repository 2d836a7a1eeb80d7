import type { Actor, Clock, Json } from '#internal/kernel';
import { complete, type TicketId } from '../domain/ticket.ts';
import { ticketChanged, ticketEnded } from '../domain/ticket-trail.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

export type CompleteTicket = (actor: Actor, id: TicketId, output: Json) => Promise<void>;

/** The effect is done; its first output is kept and a second call changes nothing. */
export function completeTicket(deps: { readonly work: TicketsUnitOfWork; readonly clock: Clock }): CompleteTicket {
  return (actor, id, output) =>
    deps.work.run(actor, async ({ tickets, audit, outbox }) => {
      const ticket = await tickets.lock(id);
      const completed = complete(ticket, output, deps.clock.now());
      if (completed === ticket) return;
      await tickets.save(completed);
      audit.record(ticketChanged('completed', ticket, completed));
      outbox.publish(ticketEnded('tickets.ticket.completed', completed));
    });
}
