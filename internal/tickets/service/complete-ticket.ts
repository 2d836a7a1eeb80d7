import type { Actor, Json } from '#internal/kernel';
import { complete } from '../domain/ticket-lifecycle.ts';
import type { TicketId } from '../domain/ticket.ts';
import { ticketChanged } from '../domain/ticket-trail.ts';
import { ticketCompleted } from './ended-ticket.ts';
import type { ChangingDeps } from './tickets-deps.ts';

export type CompleteTicket = (actor: Actor, id: TicketId, output: Json) => Promise<void>;

/** The effect is done; its first output is kept and a second call changes nothing. */
export function completeTicket({ work, clock }: ChangingDeps): CompleteTicket {
  return (actor, id, output) =>
    work.run(actor, async (scope) => {
      const now = clock.now();
      const ticket = await scope.tickets.lock(id);
      const completed = complete(ticket, output, now);
      if (completed === ticket) return;
      await scope.tickets.save(completed);
      scope.audit.record(ticketChanged('completed', ticket, completed));
      await ticketCompleted(scope, completed, now);
    });
}
