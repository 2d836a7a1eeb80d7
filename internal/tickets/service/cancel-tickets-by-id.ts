import type { Actor } from '#internal/kernel';
import { isOpen } from '../domain/ticket-terms.ts';
import { cancel } from '../domain/ticket-lifecycle.ts';
import type { TicketId } from '../domain/ticket.ts';
import { ticketChanged } from '../domain/ticket-trail.ts';
import { ticketGivenUp } from './ended-ticket.ts';
import type { ChangingDeps } from './tickets-deps.ts';

export type CancelTicketsById = (actor: Actor, ids: readonly TicketId[], reason: string) => Promise<number>;

/** Closes those of these tickets that are open, in one transaction; answers how many those were. Ids that are not there are left out. Idempotent. */
export function cancelTicketsById({ work, clock }: ChangingDeps): CancelTicketsById {
  return (actor, ids, reason) =>
    work.run(actor, async (scope) => {
      const open = (await scope.tickets.lockAll(ids)).filter(({ status }) => isOpen(status));
      for (const ticket of open) {
        const cancelled = cancel(ticket, clock.now());
        await scope.tickets.save(cancelled);
        scope.audit.record(ticketChanged('cancelled', ticket, cancelled, reason));
        await ticketGivenUp(scope, cancelled);
      }
      return open.length;
    });
}
