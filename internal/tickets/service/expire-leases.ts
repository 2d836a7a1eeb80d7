import type { Actor } from '#internal/kernel';
import { systemActor } from '#internal/kernel';
import { expireLease } from '../domain/ticket-lease.ts';
import { ticketChanged, ticketEvent, workOffered } from '../domain/ticket-trail.ts';
import type { LeaseWatch } from '../ports/lease-watch.ts';
import { ticketGivenUp } from './ended-ticket.ts';
import type { ChangingDeps } from './tickets-deps.ts';

/** Takes back what agents hold that were not heard of in time; answers how many tickets those were. */
export type ExpireLeases = () => Promise<number>;

const TENANTS_AT_ONCE = 100;
const TICKETS_AT_ONCE = 100;
const NO_CAUSE = '0'.repeat(32);

/** Run it every second or so, in as many processes as there are: each ticket is taken back by one of them, once. */
export function expireLeases({ work, clock, watch }: ChangingDeps & { readonly watch: LeaseWatch }): ExpireLeases {
  const expireOf = (actor: Actor): Promise<number> =>
    work.run(actor, async (scope) => {
      const now = clock.now();
      const late = await scope.tickets.lockEndedLeases(now, TICKETS_AT_ONCE);
      let free;
      for (const before of late) {
        const expired = expireLease(before, now);
        await scope.tickets.save(expired);
        scope.audit.record(ticketChanged('lease_expired', before, expired, `agent ${before.agentId} was not heard of in time`));
        scope.outbox.publish(ticketEvent('tickets.ticket.lease_expired', expired));
        if (expired.status === 'FAILED') await ticketGivenUp(scope, expired);
        else free = expired;
      }
      if (free) scope.outbox.publish(workOffered(free, now));
      return late.length;
    });

  return async () => {
    let count = 0;
    for (const tenantId of await watch.tenantsWithEndedLeases(clock.now(), TENANTS_AT_ONCE)) {
      count += await expireOf(systemActor(tenantId, 'tickets', { correlationId: NO_CAUSE, via: 'expireLeases' }));
    }
    return count;
  };
}
