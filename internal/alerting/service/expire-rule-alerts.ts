import { type Actor, type Clock, systemActor } from '#internal/kernel';
import { expire } from '../domain/alert.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { RuleAlertWatch } from '../ports/rule-alert-watch.ts';
import { announce } from './announce.ts';

/** Resolves alerts of rules whose promise is over; answers how many those were. */
export type ExpireRuleAlerts = () => Promise<number>;

const TENANTS_AT_ONCE = 100;
const ALERTS_AT_ONCE = 100;
const NO_CAUSE = '0'.repeat(32);

/**
 * Run it every few seconds, in as many processes as there are: each alert is resolved by one of them, once. Rules renew what they promise as long as they are
 * evaluated, so a timer of each alert would ring in vain again and again.
 */
export function expireRuleAlerts({ work, clock, watch }: { readonly work: AlertingUnitOfWork; readonly clock: Clock; readonly watch: RuleAlertWatch }): ExpireRuleAlerts {
  const expireOf = (actor: Actor): Promise<number> =>
    work.run(actor, async ({ alerts, ...scope }) => {
      const now = clock.now();
      const expired = await alerts.lockExpiredOfRules(now, ALERTS_AT_ONCE);
      const changes = expired.map((before) => ({ verb: 'resolved' as const, before, after: expire(before, actor.subject, now) }));
      await alerts.save(changes.map(({ after }) => after));
      announce(scope, changes);
      return changes.length;
    });

  return async () => {
    let count = 0;
    for (const tenantId of await watch.tenantsWithExpired(clock.now(), TENANTS_AT_ONCE)) {
      count += await expireOf(systemActor(tenantId, 'alerting', { correlationId: NO_CAUSE, via: 'expireRuleAlerts' }));
    }
    return count;
  };
}
