import type { Actor, Clock, Json } from '#internal/kernel';
import { fail, type TicketId } from '../domain/ticket.ts';
import { ticketChanged, ticketEnded } from '../domain/ticket-trail.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

export type FailTicket = (actor: Actor, id: TicketId, failure: { readonly error: Json; readonly final: boolean }) => Promise<void>;

/** An attempt failed. The ticket waits for the next one, or ends as FAILED; one that has ended before stays as it is. */
export function failTicket(deps: { readonly work: TicketsUnitOfWork; readonly clock: Clock }): FailTicket {
  return (actor, id, failure) =>
    deps.work.run(actor, async ({ tickets, audit, outbox }) => {
      const ticket = await tickets.lock(id);
      const failed = fail(ticket, failure, deps.clock.now());
      if (failed === ticket) return;
      await tickets.save(failed);
      audit.record(ticketChanged(failed.status === 'FAILED' ? 'failed' : 'attempt_failed', ticket, failed));
      if (failed.status === 'FAILED') outbox.publish(ticketEnded('tickets.ticket.failed', failed));
    });
}
