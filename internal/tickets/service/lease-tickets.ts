import type { Actor } from '#internal/kernel';
import type { LeaseTerms } from '../domain/ticket-lease.ts';
import type { Ticket } from '../domain/ticket.ts';
import { ticketChanged, ticketEvent } from '../domain/ticket-trail.ts';
import type { WorkSignal } from '../ports/work-signal.ts';
import { compensationBegun } from './compensated-ticket.ts';
import type { ChangingDeps } from './tickets-deps.ts';

/** `waitMs` is how long to wait for work when there is none. */
export type LeaseTickets = (actor: Actor, terms: LeaseTerms & { readonly waitMs: number }, signal: AbortSignal) => Promise<readonly Ticket[]>;

/** How often somebody who waits looks unasked: a signal may be lost, and a failed ticket becomes free again without one. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Leases the tickets that are next in the queue and that the agent can do, waiting for them when there are none. Empty when none came, or when the caller went away,
 * who is then given nothing.
 */
export function leaseTickets({ work, clock, workSignal }: ChangingDeps & { readonly workSignal: WorkSignal }): LeaseTickets {
  const leaseNow = (actor: Actor, terms: LeaseTerms): Promise<readonly Ticket[]> =>
    work.run(actor, async ({ tickets, audit, outbox }) => {
      const leased = await tickets.lease(terms, clock.now());
      for (const ticket of leased) {
        audit.record(ticketChanged('leased', undefined, ticket));
        outbox.publish(ticketEvent('tickets.ticket.leased', ticket));
        await compensationBegun({ tickets, audit }, ticket);
      }
      return leased;
    });

  return async (actor, { waitMs, ...terms }, signal) => {
    const waiter = workSignal.waiterOf(actor.tenantId); // before the first look, so that nothing falls between the two
    try {
      const deadline = clock.now().getTime() + waitMs;
      for (;;) {
        const leased = signal.aborted ? [] : await leaseNow(actor, terms);
        const left = deadline - clock.now().getTime();
        if (leased.length > 0 || signal.aborted || left <= 0) return leased;
        await waiter.next(Math.min(left, LOOK_AGAIN_MS), signal);
      }
    } finally {
      waiter.close();
    }
  };
}
