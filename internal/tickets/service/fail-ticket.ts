import type { Actor, Json } from '#internal/kernel';
import { fail } from '../domain/ticket-lifecycle.ts';
import type { TicketId } from '../domain/ticket.ts';
import { ticketChanged } from '../domain/ticket-trail.ts';
import { ticketGivenUp } from './ended-ticket.ts';
import type { ChangingDeps } from './tickets-deps.ts';

export type FailTicket = (actor: Actor, id: TicketId, failure: { readonly error: Json; readonly final: boolean }) => Promise<void>;

/** An attempt failed. The ticket waits for the next one, or ends as FAILED; one that has ended before stays as it is. */
export function failTicket({ work, clock }: ChangingDeps): FailTicket {
  return (actor, id, failure) =>
    work.run(actor, async (scope) => {
      const ticket = await scope.tickets.lock(id);
      const failed = fail(ticket, failure, clock.now());
      if (failed === ticket) return;
      await scope.tickets.save(failed);
      scope.audit.record(ticketChanged(failed.status === 'FAILED' ? 'failed' : 'attempt_failed', ticket, failed));
      if (failed.status === 'FAILED') await ticketGivenUp(scope, failed);
    });
}
