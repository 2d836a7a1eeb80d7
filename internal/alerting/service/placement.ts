import { unavailable } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator, Outbox } from '#internal/kernel';
import type { Alert } from '../domain/alert.ts';
import type { AlertChange } from '../domain/alert-change.ts';
import { flushTimer, openGroup, type AlertGroup, type AlertGroupId } from '../domain/alert-group.ts';
import type { GroupSeat, RoutingPlan } from '../domain/routing-plan.ts';
import type { GroupMember } from '../ports/alert-group-repository.ts';
import type { AlertingRepositories } from '../ports/alerting-unit-of-work.ts';
import type { InhibitionSource } from '../ports/inhibition-repository.ts';
import type { Routing } from './routing.ts';

interface PlacementDeps {
  readonly routing: Routing;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

type Scope = AlertingRepositories & { readonly outbox: Outbox };

/** A seat with the first of the alerts that want it. */
interface Wanted {
  readonly seat: GroupSeat;
  readonly alerts: Alert[];
}

// Losing means that somebody has added the same group, or ended it, since we looked: each time something happened.
const MAX_LOST_RACES = 5;

/**
 * Puts alerts into the groups that the tenant's routing configuration says, in the transaction that makes them fire: nobody sees an alert that no group will tell of. Only
 * what fires is put; that an alert is over, a flush sees in the alert itself. Groups are taken in the order of their identities, after alerts: nobody waits in a circle.
 */
export class Placement {
  constructor(private readonly deps: PlacementDeps) {}

  /** Follows changes of alerts that this transaction has stored. */
  async follow(scope: Scope, actor: Actor, changes: readonly AlertChange[]): Promise<void> {
    const fired = changes.filter(({ verb }) => verb === 'fired').map(({ after }) => after);
    if (fired.length === 0) return;
    const plan = await this.deps.routing.planOf(actor, scope);
    if (!plan) return;
    await scope.inhibitions.put(sourcesAmong(fired, plan));
    await this.seat(scope, plan, fired);
  }

  /** Puts open alerts where a changed configuration wants them, and takes them out of everywhere else. */
  async again(scope: Scope, plan: RoutingPlan, alerts: readonly Alert[]): Promise<void> {
    await scope.inhibitions.put(sourcesAmong(alerts, plan));
    const members = await this.seat(scope, plan, alerts);
    await scope.alertGroups.leaveOthers(alerts.map(({ fingerprint }) => fingerprint), members);
  }

  private async seat({ alertGroups, outbox }: Scope, plan: RoutingPlan, alerts: readonly Alert[]): Promise<readonly GroupMember[]> {
    if (alerts.length === 0) return [];
    const wanted = inOrder(alerts, plan);
    const ids = new Map<Wanted, AlertGroupId>();
    for (let lost = 0; ids.size < wanted.length; lost += 1) {
      if (lost > MAX_LOST_RACES) throw unavailable('others keep beginning and ending the same groups, try again');
      const waiting = wanted.filter((each) => !ids.has(each));
      const held = await alertGroups.hold(waiting.map(({ seat }) => ({ key: seat.key, receiver: seat.terms.receiver })));
      for (const [index, each] of waiting.entries()) {
        const id = held[index];
        if (id) ids.set(each, id);
      }
      const made = waiting.filter((each) => !ids.has(each)).map((each) => ({ each, group: this.open(each) }));
      const added = await alertGroups.add(made.map(({ group }) => group));
      for (const { each, group } of made.filter(({ group: { id } }) => added.has(id))) {
        ids.set(each, group.id);
        outbox.publish(flushTimer(group));
      }
    }
    const members = [...ids].flatMap(([{ alerts: own }, groupId]) => own.map(({ fingerprint, id }) => ({ groupId, fingerprint, alertId: id })));
    await alertGroups.join(members);
    return members;
  }

  private open({ seat, alerts: [first] }: Wanted): AlertGroup {
    if (!first) throw new Error('a group without an alert');
    return openGroup(this.deps.ids.next() as AlertGroupId, seat, first.startsAt, this.deps.clock.now());
  }
}

/** Which groups the alerts want, in one order for everybody. */
function inOrder(alerts: readonly Alert[], plan: RoutingPlan): readonly Wanted[] {
  const byIdentity = new Map<string, Wanted>();
  for (const alert of alerts) {
    for (const seat of plan.seatsOf(alert.labels)) {
      const identity = `${seat.key}\0${seat.terms.receiver}`;
      const known = byIdentity.get(identity);
      if (!known) byIdentity.set(identity, { seat, alerts: [alert] });
      else if (known.alerts.at(-1) !== alert) known.alerts.push(alert);
    }
  }
  return [...byIdentity].sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, each]) => each);
}

const sourcesAmong = (alerts: readonly Alert[], { inhibitions }: RoutingPlan): readonly InhibitionSource[] =>
  alerts.flatMap(({ labels, fingerprint, id }) =>
    inhibitions
      .filter((rule) => rule.isSource(labels))
      .map((rule) => ({ rule: rule.id, equalKey: rule.equalKeyOf(labels), fingerprint, alertId: id, matchesTarget: rule.isTarget(labels) })),
  );
