import type { Actor } from '#internal/kernel';
import type { Ticket } from '../domain/ticket.ts';
import { ticketChanged, workOffered } from '../domain/ticket-trail.ts';
import type { TicketOffer } from '../ports/ticket-repository.ts';
import type { ChangingDeps } from './tickets-deps.ts';

export type OfferTickets = (actor: Actor, offers: readonly TicketOffer[]) => Promise<readonly Ticket[]>;

/**
 * Lets agents lease tickets, each once its dependencies are COMPLETED; one that is reserved goes to its agent first, and to anybody when that time is over. Answers those that
 * were not offered before; ids of other tickets are left out.
 */
export function offerTickets({ work, clock }: ChangingDeps): OfferTickets {
  return (actor, offers) =>
    work.run(actor, async ({ tickets, audit, outbox }) => {
      const now = clock.now();
      const offered = await tickets.offer(offers, now);
      for (const ticket of offered) audit.record(ticketChanged('offered', undefined, ticket, ticket.scheduleReason));
      const [first] = offered;
      if (!first) return offered;
      const freed = new Set(offered.flatMap(({ reservedUntil }) => reservedUntil?.getTime() ?? []));
      outbox.publish(workOffered(first, now), ...[...freed].map((at) => workOffered(first, new Date(at))));
      return offered;
    });
}
