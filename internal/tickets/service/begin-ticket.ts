import { AppError } from '#pkg/apperror';
import type { Actor, Json } from '#internal/kernel';
import { newTicket } from '../domain/new-ticket.ts';
import { beginAttempt, isDone } from '../domain/ticket-lifecycle.ts';
import type { TicketId, TicketRequest } from '../domain/ticket.ts';
import { ticketChanged } from '../domain/ticket-trail.ts';
import { compensationBegun } from './compensated-ticket.ts';
import type { OpeningDeps } from './tickets-deps.ts';

/** The ticket of an effect: to be run (again), or finished before with what it answered. */
export type BegunTicket =
  | { readonly ticketId: TicketId; readonly state: 'run'; readonly attempt: number }
  | { readonly ticketId: TicketId; readonly state: 'done'; readonly attempt: number; readonly output: Json; /** By another task, under a shared key. */ readonly elsewhere?: true };

export type BeginTicket = (actor: Actor, request: TicketRequest) => Promise<BegunTicket>;

/** Reserves the inline ticket of an idempotency key, or finds the one reserved before, and counts the attempt. Throws `conflict` for a cancelled ticket, and `unavailable` while another task runs it. */
export function beginTicket({ work, clock, ids, digest }: OpeningDeps): BeginTicket {
  return (actor, request) =>
    work.run(actor, async (scope) => {
      const { tickets, audit } = scope;
      const now = clock.now();
      const first = beginAttempt(newTicket({ id: ids.next() as TicketId, actor, now, delivery: 'inline', digest }, request), now);
      if ((await tickets.addUnlessKeysTaken([first])).length > 0) {
        audit.record(ticketChanged('begun', undefined, first));
        await compensationBegun(scope, first);
        return { ticketId: first.id, state: 'run', attempt: first.attempts };
      }

      const known = await tickets.lockByKey(request.idempotencyKey);
      const elsewhere = known.executionId !== request.executionId || known.taskPath !== request.taskPath;
      if (isDone(known)) return { ticketId: known.id, state: 'done', attempt: known.attempts, output: known.output ?? null, ...(elsewhere && { elsewhere }) };
      if (elsewhere && known.status === 'RUNNING') throw new AppError('unavailable', `ticket ${known.id} is run by another task`);
      const again = beginAttempt(known, now);
      await tickets.save(again);
      audit.record(ticketChanged('begun', known, again));
      await compensationBegun(scope, again);
      return { ticketId: again.id, state: 'run', attempt: again.attempts };
    });
}
