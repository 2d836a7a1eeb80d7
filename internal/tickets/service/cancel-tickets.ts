import type { Actor } from '#internal/kernel';
import { cancel } from '../domain/ticket-lifecycle.ts';
import { ticketChanged } from '../domain/ticket-trail.ts';
import type { TicketOwner } from '../ports/ticket-repository.ts';
import { ticketGivenUp } from './ended-ticket.ts';
import type { ChangingDeps } from './tickets-deps.ts';

export type CancelTickets = (actor: Actor, owner: TicketOwner, reason?: string) => Promise<number>;

/** Closes what an execution or a plan that is over left open, so that no ticket runs for ever; answers how many those were. Idempotent. */
export function cancelTickets({ work, clock }: ChangingDeps): CancelTickets {
  return (actor, owner, reason) =>
    work.run(actor, async (scope) => {
      const open = await scope.tickets.lockOpen(owner);
      for (const ticket of open) {
        const cancelled = cancel(ticket, clock.now());
        await scope.tickets.save(cancelled);
        scope.audit.record(ticketChanged('cancelled', ticket, cancelled, reason));
        await ticketGivenUp(scope, cancelled);
      }
      return open.length;
    });
}
