import type { Actor, Clock, IdGenerator, Json } from '#internal/kernel';
import { beginAttempt, newTicket, type TicketId, type TicketRequest } from '../domain/ticket.ts';
import { ticketChanged } from '../domain/ticket-trail.ts';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';

/** The ticket of an effect: to be run (again), or finished before with what it answered. */
export type BegunTicket =
  | { readonly ticketId: TicketId; readonly state: 'run'; readonly attempt: number }
  | { readonly ticketId: TicketId; readonly state: 'done'; readonly attempt: number; readonly output: Json };

export type BeginTicket = (actor: Actor, request: TicketRequest) => Promise<BegunTicket>;

/** Reserves the ticket of an idempotency key, or finds the one reserved before, and counts the attempt. Throws `conflict` for a cancelled ticket. */
export function beginTicket(deps: { readonly work: TicketsUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator }): BeginTicket {
  return (actor, request) =>
    deps.work.run(actor, async ({ tickets, audit }) => {
      const now = deps.clock.now();
      const identity = { id: deps.ids.next() as TicketId, tenantId: actor.tenantId, correlationId: actor.correlationId, createdAt: now };
      const first = beginAttempt(newTicket(identity, request), now);
      if (await tickets.addUnlessKeyTaken(first)) {
        audit.record(ticketChanged('begun', undefined, first));
        return { ticketId: first.id, state: 'run', attempt: first.attempts };
      }

      const known = await tickets.lockByKey(request.idempotencyKey);
      if (known.status === 'COMPLETED') return { ticketId: known.id, state: 'done', attempt: known.attempts, output: known.output ?? null };
      const again = beginAttempt(known, now);
      await tickets.save(again);
      audit.record(ticketChanged('begun', known, again));
      return { ticketId: again.id, state: 'run', attempt: again.attempts };
    });
}
