import { invalid } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import type { Alert } from '../domain/alert.ts';
import { checkRouting } from '../domain/check-routing.ts';
import { compileRoutingPlan } from '../domain/compile-routing-plan.ts';
import { compileRouting } from '../domain/compiled-routing.ts';
import type { RoutingSettings } from '../domain/routing-settings.ts';
import { simulateRouting, type SimulatedEpisode, type SimulatedNotification } from '../domain/routing-simulation.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { Receivers } from '../ports/receivers.ts';

export interface RoutingBacktestQuestion {
  readonly settings: RoutingSettings;
  readonly since: Date;
  /** Now when it is left out. */
  readonly until: Date | undefined;
}

/** Notifications of one receiver by the routing that holds, and by the other one. */
export interface ReceiverDifference {
  readonly receiver: string;
  readonly current: number;
  readonly changed: number;
}

export interface RoutingBacktest {
  readonly since: Date;
  readonly until: Date;
  readonly alerts: number;
  /** Notifications that both make: at the same time, to the same receiver, of the same alerts. */
  readonly same: number;
  readonly receivers: readonly ReceiverDifference[];
  readonly onlyCurrent: readonly SimulatedNotification[];
  readonly onlyChanged: readonly SimulatedNotification[];
  /** Alerts of which somebody hears by the one and nobody by the other. */
  readonly lost: readonly Alert[];
  readonly gained: readonly Alert[];
}

export type BacktestRouting = (actor: Actor, question: RoutingBacktestQuestion) => Promise<RoutingBacktest>;

const MAX_PERIOD_MS = 31 * 86_400_000;
const MAX_ALERTS = 5_000;

/**
 * Which notifications would have been others, had the routing been another one: both routings are run over the alerts that are stored. Throws `invalid` for settings that cannot be, and for more history
 * than can be run at once.
 */
export function backtestRouting({ work, receivers, clock }: { readonly work: AlertingUnitOfWork; readonly receivers: Receivers; readonly clock: Clock }): BacktestRouting {
  return async (actor, { settings, since, until: end }) => {
    const until = end ?? clock.now();
    if (since >= until) throw invalid('/since', 'is not before until');
    if (until.getTime() - since.getTime() > MAX_PERIOD_MS) throw invalid('/since', 'is more than 31 days before until');
    const known = await receivers.list(actor);
    checkRouting(settings, new Set(known.map(({ name }) => name)));
    const wantsResolved = new Map(known.map(({ name, integrations }) => [name, integrations.some(({ sendResolved }) => sendResolved)]));
    const { current, alerts } = await work.read(actor, async (scope) => ({ current: await scope.routing.current(), alerts: await scope.alerts.firedBetween(since, until, MAX_ALERTS + 1) }));
    if (alerts.length > MAX_ALERTS) throw invalid('/since', `more than ${MAX_ALERTS} alerts fired in the period: choose a shorter one`);
    const episodes = alerts.map((alert): SimulatedEpisode => ({ alert, from: alert.firedAt ?? alert.startsAt, until: alert.resolvedAt }));
    const run = (of: RoutingSettings | undefined) =>
      of ? simulateRouting({ plan: compileRoutingPlan(compileRouting({ version: 0, settings: of })), episodes, until, sendResolved: (name) => wantsResolved.get(name) ?? true }) : [];
    return { since, until, alerts: alerts.length, ...compared(run(current?.settings), run(settings), alerts) };
  };
}

const identityOf = ({ at, receiver, firing, resolved }: SimulatedNotification): string => JSON.stringify([at, receiver, [...firing].sort(), [...resolved].sort()]);

function compared(current: readonly SimulatedNotification[], changed: readonly SimulatedNotification[], alerts: readonly Alert[]): Omit<RoutingBacktest, 'since' | 'until' | 'alerts'> {
  const onlyCurrent = without(current, changed);
  const onlyChanged = without(changed, current);
  const names = [...new Set([...current, ...changed].map(({ receiver }) => receiver))].sort();
  const count = (of: readonly SimulatedNotification[], name: string): number => of.filter(({ receiver }) => receiver === name).length;
  const heard = (of: readonly SimulatedNotification[]) => new Set(of.flatMap(({ alertIds }) => alertIds));
  const [before, after] = [heard(current), heard(changed)];
  return {
    same: current.length - onlyCurrent.length,
    receivers: names.map((receiver) => ({ receiver, current: count(current, receiver), changed: count(changed, receiver) })),
    onlyCurrent,
    onlyChanged,
    lost: alerts.filter(({ id }) => before.has(id) && !after.has(id)),
    gained: alerts.filter(({ id }) => after.has(id) && !before.has(id)),
  };
}

/** Those of the one that the other does not have as well, each counted as often as it is there. */
function without(one: readonly SimulatedNotification[], other: readonly SimulatedNotification[]): readonly SimulatedNotification[] {
  const there = new Map<string, number>();
  for (const notification of other) there.set(identityOf(notification), (there.get(identityOf(notification)) ?? 0) + 1);
  return one.filter((notification) => {
    const left = there.get(identityOf(notification)) ?? 0;
    there.set(identityOf(notification), left - 1);
    return left <= 0;
  });
}
