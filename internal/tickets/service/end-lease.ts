import type { Actor, Json } from '#internal/kernel';
import { completeLease, failLease, type LeaseFailure } from '../domain/ticket-lease.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import { ticketChanged, workOffered } from '../domain/ticket-trail.ts';
import { ticketCompleted, ticketGivenUp } from './ended-ticket.ts';
import type { ChangingDeps } from './tickets-deps.ts';

/** `token` is the fencing token of the caller's lease. Throws `conflict` when it is not the one that counts. */
export type CompleteLease = (actor: Actor, id: TicketId, lease: { readonly token: number; readonly output: Json }) => Promise<Ticket>;
export type FailLease = (actor: Actor, id: TicketId, lease: LeaseFailure & { readonly token: number }) => Promise<Ticket>;

/** An agent has done its ticket. */
export function completeLeasedTicket({ work, clock }: ChangingDeps): CompleteLease {
  return (actor, id, { token, output }) =>
    work.run(actor, async (scope) => {
      const now = clock.now();
      const before = await scope.tickets.lock(id);
      const completed = completeLease(before, token, output, now);
      if (completed === before) return before;
      await scope.tickets.save(completed);
      scope.audit.record(ticketChanged('completed', before, completed));
      await ticketCompleted(scope, completed, now);
      return { ...completed, version: completed.version + 1 };
    });
}

/** An agent could not do it: another attempt follows, or none. */
export function failLeasedTicket({ work, clock }: ChangingDeps): FailLease {
  return (actor, id, { token, ...failure }) =>
    work.run(actor, async (scope) => {
      const before = await scope.tickets.lock(id);
      const failed = failLease(before, token, failure, clock.now());
      if (failed === before) return before;
      await scope.tickets.save(failed);
      scope.audit.record(ticketChanged(failed.status === 'FAILED' ? 'failed' : 'attempt_failed', before, failed));
      if (failed.status === 'FAILED') await ticketGivenUp(scope, failed);
      else scope.outbox.publish(workOffered(failed, failed.availableAt));
      return { ...failed, version: failed.version + 1 };
    });
}
