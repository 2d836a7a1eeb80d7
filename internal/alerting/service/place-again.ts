import type { Actor, Clock, NewEvent } from '#internal/kernel';
import { isOpen, type AlertId } from '../domain/alert.ts';
import { flushTimer, type AlertGroupId } from '../domain/alert-group.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { retireGroup } from './flush-group.ts';
import type { Placement } from './placement.ts';
import type { Routing } from './routing.ts';

interface PlaceAgainDeps {
  readonly work: AlertingUnitOfWork;
  readonly routing: Routing;
  readonly placement: Placement;
  readonly clock: Clock;
}

/** The rest of a placement, of alerts after `after`. */
export const PLACEMENT_DUE = 'alerting.routing.placement_due';

/** Alerts of one transaction. */
const PAGE = 100;
/** Pages of one event: what takes longer goes on with another one. */
const PAGES = 20;

/** Goes on after this alert, or begins. */
export type PlaceAgain = (actor: Actor, after?: AlertId) => Promise<void>;

/**
 * Makes a changed routing configuration count for alerts that are open: page by page they go where it wants them. Then groups end whose routes are gone, and
 * clocks that would tick too late are set anew. The notification log stays, so that nothing is told twice. May be repeated at any point.
 */
export function placeAgain({ work, routing, placement, clock }: PlaceAgainDeps): PlaceAgain {
  const placePage = (actor: Actor, after: AlertId | undefined): Promise<AlertId | undefined> =>
    work.run(actor, async (scope) => {
      const plan = await routing.planOf(actor, scope);
      const page = plan ? await scope.alertGroups.placeable(after, PAGE) : [];
      if (!plan || page.length === 0) return undefined;
      // In turn with whoever takes in signals of the same alerts, and as they are then.
      const latest = await scope.alerts.lockLatest(page.map(({ fingerprint }) => fingerprint));
      await placement.again(scope, plan, [...latest.values()].filter((alert) => isOpen(alert) && alert.status !== 'pending'));
      return page.at(-1)?.id;
    });

  const settleGroup = (actor: Actor, id: AlertGroupId): Promise<void> =>
    work.run(actor, async (scope) => {
      const group = await scope.alertGroups.lock(id);
      if (!group) return;
      const terms = (await routing.planOf(actor, scope))?.termsOf(group.route, group.receiver);
      if (!terms) return retireGroup(scope, group, clock.now());
      const latest = new Date(clock.now().getTime() + (group.flushedAt ? terms.groupIntervalMs : terms.groupWaitMs));
      if (group.nextFlushAt <= latest) return;
      const sooner = { ...group, nextFlushAt: latest };
      await scope.alertGroups.save(sooner);
      scope.outbox.publish(flushTimer(sooner));
    });

  return async (actor, begin) => {
    let after = begin;
    for (let pages = 0; pages < PAGES; pages += 1) {
      const last = await placePage(actor, after);
      if (last === undefined) {
        await work.run(actor, async (scope) => scope.inhibitions.keepRules(((await routing.planOf(actor, scope))?.inhibitions ?? []).map(({ id }) => id)));
        for (const id of await work.read(actor, ({ alertGroups }) => alertGroups.ids())) await settleGroup(actor, id);
        return;
      }
      after = last;
    }
    const rest: NewEvent = { type: PLACEMENT_DUE, aggregateId: 'routing', data: { after: after ?? null } };
    await work.run(actor, ({ outbox }) => Promise.resolve(outbox.publish(rest)));
  };
}
