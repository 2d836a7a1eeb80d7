import type { Actor } from '#internal/kernel';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import { ticketChanged, workOffered } from '../domain/ticket-trail.ts';
import type { ChangingDeps } from './tickets-deps.ts';

export type OfferTickets = (actor: Actor, ids: readonly TicketId[]) => Promise<readonly Ticket[]>;

/** Lets agents lease tickets, each once its dependencies are COMPLETED. Answers those that were not offered before; ids of other tickets are left out. */
export function offerTickets({ work, clock }: ChangingDeps): OfferTickets {
  return (actor, ids) =>
    work.run(actor, async ({ tickets, audit, outbox }) => {
      const now = clock.now();
      const offered = await tickets.offer(ids, now);
      for (const ticket of offered) audit.record(ticketChanged('offered', undefined, ticket));
      const [first] = offered;
      if (first) outbox.publish(workOffered(first, now));
      return offered;
    });
}
