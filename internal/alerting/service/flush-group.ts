import type { Actor, AuditTrail, Clock, IdGenerator, Outbox } from '#internal/kernel';
import type { Alert } from '../domain/alert.ts';
import { flushed, flushTimer, tickOf, type AlertGroup, type AlertGroupId } from '../domain/alert-group.ts';
import { decideFlush, type Telling } from '../domain/flush.ts';
import { NOTIFICATION_REQUESTED, NOTIFICATION_SUPERSEDED, notificationAudit, notificationEvent, type Notification, type NotificationId, type NotificationSnapshot } from '../domain/notification.ts';
import { messageOf } from '../domain/notification-message.ts';
import { keepMs } from '../domain/notification-log.ts';
import type { GroupTerms, RoutingPlan } from '../domain/routing-plan.ts';
import type { AlertingRepositories, AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { Receiver, ReceiverIntegration, Receivers } from '../ports/receivers.ts';
import { prepareStages, type MuteStage } from './mute-stages.ts';
import type { Routing } from './routing.ts';

interface FlushGroupDeps {
  readonly work: AlertingUnitOfWork;
  readonly routing: Routing;
  readonly receivers: Receivers;
  readonly stages: readonly MuteStage[];
  readonly clock: Clock;
  readonly ids: IdGenerator;
  /** Where people reach the product: stands in messages. */
  readonly publicUrl: string;
}

type Scope = AlertingRepositories & { readonly audit: AuditTrail; readonly outbox: Outbox };

/** `dueAt` is the time that the timer was set for. */
export type FlushGroup = (actor: Actor, id: AlertGroupId, dueAt: Date) => Promise<void>;

/**
 * The timer of a group of alerts: decides in one transaction what has to be told to whom, stores it as it is now, and sets the next timer. A timer that comes twice, or
 * late after another one, does nothing; after an outage one flush makes up for all that were missed.
 */
export function flushGroup(deps: FlushGroupDeps): FlushGroup {
  return async (actor, id, dueAt) => {
    const receivers = await deps.receivers.list(actor);
    await deps.work.run(actor, async (scope) => {
      const group = await scope.alertGroups.lock(id);
      if (!group || group.nextFlushAt > dueAt) return;
      // Another machine's clock woke us too early.
      if (group.nextFlushAt > deps.clock.now()) return scope.outbox.publish(flushTimer(group));
      const plan = await deps.routing.planOf(actor, scope);
      const terms = plan?.termsOf(group.route, group.receiver);
      if (!plan || !terms) return retireGroup(scope, group, deps.clock.now());
      await new Flush(deps, scope, { group, plan, terms, receiver: receivers.find(({ name }) => name === terms.receiver) }).run();
    });
  };
}

/** Ends a group whose route is gone: nothing of it is told any more. */
export async function retireGroup({ alertGroups, notifications, audit, outbox }: Scope, group: AlertGroup, now: Date): Promise<void> {
  const superseded = (await notifications.underWay(group.id)).map((notification): Notification => ({ ...notification, state: 'superseded', settledAt: now }));
  await notifications.save(superseded);
  audit.record(...superseded.map((notification) => notificationAudit('superseded', notification)));
  outbox.publish(...superseded.map((notification) => notificationEvent(NOTIFICATION_SUPERSEDED, notification)));
  await alertGroups.leave(group.id, (await alertGroups.alertsOf(group.id)).map(({ id }) => id));
  if (await alertGroups.endIfEmpty(group.id)) return;
  // Somebody is putting an alert here at this moment, by what the configuration said before: look again.
  const again = { ...group, nextFlushAt: new Date(now.getTime() + 1000) };
  await alertGroups.save(again);
  outbox.publish(flushTimer(again));
}

interface Flushing {
  readonly group: AlertGroup;
  readonly plan: RoutingPlan;
  readonly terms: GroupTerms;
  /** `undefined` when nobody has this name: nobody is told. */
  readonly receiver: Receiver | undefined;
}

/** One flush of one group, in its transaction. */
class Flush {
  private readonly now: Date;

  constructor(
    private readonly deps: FlushGroupDeps,
    private readonly scope: Scope,
    private readonly flushing: Flushing,
  ) {
    this.now = deps.clock.now();
  }

  async run(): Promise<void> {
    const { now, scope, flushing: { group, plan, terms, receiver } } = this;
    const { alertGroups, notifications, audit, outbox } = scope;
    const members = await alertGroups.alertsOf(group.id);
    const reasonsOf = await prepareStages(this.deps.stages, scope, { now, plan, terms, alerts: members });
    const underWay = await notifications.underWay(group.id);
    const tick = tickOf(group, terms, now);
    const integrations = receiver?.integrations ?? [];
    const verdict = decideFlush({ terms, members, reasonsOf, integrations, log: await notifications.log(group, group.createdAt), underWay, now, tick });

    const after = flushed(group, terms, tick, verdict.leaving, now);
    const requested = verdict.tellings.filter(({ alerts }) => alerts.length > 0).map((telling) => this.snapshot(after, telling, integrations));
    await notifications.record(verdict.tellings.filter(({ alerts }) => alerts.length === 0).map((telling) => this.entry(telling)));
    await notifications.add(requested);
    const superseded = verdict.superseded.map((notification): Notification => ({ ...notification, state: 'superseded', settledAt: now }));
    // Those that go on belong to this flush now.
    await notifications.save([...superseded, ...verdict.kept.map((each) => ({ ...each, flush: after.flushes }))]);
    audit.record(...requested.map((each) => notificationAudit('requested', each)), ...superseded.map((each) => notificationAudit('superseded', each)));
    outbox.publish(...superseded.map((each) => notificationEvent(NOTIFICATION_SUPERSEDED, each)), ...requested.map((each) => notificationEvent(NOTIFICATION_REQUESTED, each)));

    // What was superseded just now may have arrived all the same: whoever was told that an alert fires has to hear of its end, so it stays for one more flush.
    if (requested.length === 0 && underWay.length === 0) {
      await alertGroups.leave(group.id, verdict.leaving);
      if (verdict.leaving.length === members.length && (await alertGroups.endIfEmpty(group.id))) return;
    }
    await alertGroups.save(after);
    outbox.publish(flushTimer(after));
  }

  private snapshot(group: AlertGroup, { integrationId, reason, alerts, firing, resolved }: Telling, integrations: readonly ReceiverIntegration[]): NotificationSnapshot {
    const { receiver, key, id, flushes } = group;
    const maxAlerts = integrations.find((integration) => integration.id === integrationId)?.maxAlerts ?? 0;
    return {
      id: this.deps.ids.next() as NotificationId,
      groupId: id, groupKey: key, flush: flushes, receiver, integrationId, reason, state: 'requested', firing, resolved,
      keepMs: keepMs(this.flushing.terms),
      createdAt: this.now,
      settledAt: null,
      data: messageOf(group, { alerts: [...alerts] satisfies Alert[], maxAlerts, reason, now: this.now, publicUrl: this.deps.publicUrl }),
    };
  }

  private entry({ integrationId, firing, resolved }: Telling) {
    const { now, flushing: { group, terms } } = this;
    return { groupKey: group.key, receiver: group.receiver, integrationId, notifiedAt: now, firing, resolved, expiresAt: new Date(now.getTime() + keepMs(terms)) };
  }
}
