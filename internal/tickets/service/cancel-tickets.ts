import type { Actor, Clock } from '#internal/kernel';
import { cancel } from '../domain/ticket.ts';
import { ticketChanged } from '../domain/ticket-trail.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

export type CancelTickets = (actor: Actor, executionId: string) => Promise<void>;

/** Closes what an ended execution left open, so that no ticket runs for ever. Idempotent. */
export function cancelTickets(deps: { readonly work: TicketsUnitOfWork; readonly clock: Clock }): CancelTickets {
  return (actor, executionId) =>
    deps.work.run(actor, async ({ tickets, audit }) => {
      for (const ticket of await tickets.lockOpen(executionId)) {
        const cancelled = cancel(ticket, deps.clock.now());
        await tickets.save(cancelled);
        audit.record(ticketChanged('cancelled', ticket, cancelled));
      }
    });
}
