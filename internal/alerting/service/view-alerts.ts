import type { Actor, Clock } from '#internal/kernel';
import { compileRoute } from '#pkg/alertmanager';
import type { Alert } from '../domain/alert.ts';
import type { AlertGroup } from '../domain/alert-group.ts';
import { compileRoutingPlan } from '../domain/compile-routing-plan.ts';
import { isOverAt } from '../domain/flush.ts';
import type { Labels } from '../domain/labels.ts';
import type { MuteReason } from '../domain/mute-reason.ts';
import { compareLabels, inTheirOrder } from '../domain/notification-message.ts';
import type { RoutingPlan } from '../domain/routing-plan.ts';
import type { AlertingRepositories, AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { prepareStages, type MuteStage } from './mute-stages.ts';
import type { Routing } from './routing.ts';

/** An alert that fires, with whom it would be told to and what holds it back. */
export interface AlertView {
  readonly alert: Alert;
  /** Names of receivers. */
  readonly receivers: readonly string[];
  /** Why it is inhibited or silenced. */
  readonly reasons: readonly MuteReason[];
}

/** Alerts of one group that fire. */
export interface AlertGroupView {
  readonly receiver: string;
  readonly labels: Labels;
  /** Time intervals that mute the whole group. */
  readonly mutedBy: readonly string[];
  readonly alerts: readonly AlertView[];
}

interface ViewAlertsDeps {
  readonly work: AlertingUnitOfWork;
  readonly routing: Routing;
  /** Reasons that lie in the alert: inhibition and silences. */
  readonly alertStages: readonly MuteStage[];
  /** Reasons that lie in the route: time intervals. */
  readonly routeStages: readonly MuteStage[];
  readonly clock: Clock;
}

/** What holds for a tenant without a routing configuration: everybody would be told of everything, if there were somebody. */
export const DEFAULT_RECEIVER = 'default';
const IMPLICIT = compileRoutingPlan({ version: 0, root: compileRoute({ receiver: DEFAULT_RECEIVER }), inhibitRules: [], timeIntervals: new Map() });

export type ViewAlerts = (actor: Actor) => Promise<readonly AlertView[]>;
export type ViewAlertGroups = (actor: Actor) => Promise<readonly AlertGroupView[]>;

/** All alerts that fire, by fingerprint. */
export function viewAlerts({ work, routing, alertStages, clock }: ViewAlertsDeps): ViewAlerts {
  return (actor) =>
    work.read(actor, async (scope) => {
      const plan = (await routing.planOf(actor, scope)) ?? IMPLICIT;
      const now = clock.now();
      const alerts = (await scope.alerts.listOpen()).filter((alert) => alert.status !== 'pending' && !isOverAt(alert, now));
      const reasonsOf = await prepareStages(alertStages, scope, { now, plan, alerts });
      const views = alerts.map((alert) => ({ alert, receivers: plan.seatsOf(alert.labels).map(({ terms }) => terms.receiver), reasons: reasonsOf(alert) }));
      return views.sort(({ alert: a }, { alert: b }) => (a.fingerprint < b.fingerprint ? -1 : 1));
    });
}

/** All groups with the alerts that fire in them, by their labels and receivers; a tenant without a routing configuration has one. */
export function viewAlertGroups(deps: ViewAlertsDeps): ViewAlertGroups {
  const { work, routing, alertStages, routeStages, clock } = deps;
  return (actor) =>
    work.read(actor, async (scope) => {
      const plan = await routing.planOf(actor, scope);
      const now = clock.now();
      const burning = (alerts: readonly Alert[]) => alerts.filter((alert) => !isOverAt(alert, now)).sort(inTheirOrder);
      const groups: readonly { readonly group: Pick<AlertGroup, 'labels' | 'receiver' | 'route'>; readonly alerts: readonly Alert[] }[] = plan
        ? (await scope.alertGroups.all()).map(({ group, alerts }) => ({ group, alerts: burning(alerts) }))
        : [{ group: { labels: {}, receiver: DEFAULT_RECEIVER, route: '{}' }, alerts: burning((await scope.alerts.listOpen()).filter(({ status }) => status !== 'pending')) }];

      const holding = plan ?? IMPLICIT;
      const reasonsOf = await prepareStages(alertStages, scope, { now, plan: holding, alerts: [...new Set(groups.flatMap(({ alerts }) => alerts))] });
      const receivers = receiversByAlert(groups);
      const views: AlertGroupView[] = [];
      for (const { group, alerts } of groups) {
        const [first] = alerts;
        if (!first) continue;
        const mutedBy = await mutedIntervals(scope, routeStages, { now, plan: holding, group, first });
        views.push({ receiver: group.receiver, labels: group.labels, mutedBy, alerts: alerts.map((alert) => ({ alert, receivers: receivers.get(alert.id) ?? [], reasons: reasonsOf(alert) })) });
      }
      return views.sort((a, b) => compareLabels(a.labels, b.labels) || (a.receiver < b.receiver ? -1 : Number(a.receiver > b.receiver)));
    });
}

function receiversByAlert(groups: readonly { readonly group: Pick<AlertGroup, 'receiver'>; readonly alerts: readonly Alert[] }[]): ReadonlyMap<string, readonly string[]> {
  const receivers = new Map<string, string[]>();
  for (const { group, alerts } of groups) {
    for (const { id } of alerts) {
      const known = receivers.get(id);
      if (known) known.push(group.receiver);
      else receivers.set(id, [group.receiver]);
    }
  }
  return new Map([...receivers].map(([id, names]) => [id, names.sort()]));
}

interface GroupMoment {
  readonly now: Date;
  readonly plan: RoutingPlan;
  readonly group: Pick<AlertGroup, 'route' | 'receiver'>;
  readonly first: Alert;
}

async function mutedIntervals(scope: AlertingRepositories, stages: readonly MuteStage[], { now, plan, group, first }: GroupMoment): Promise<readonly string[]> {
  const terms = plan.termsOf(group.route, group.receiver);
  if (!terms) return [];
  const reasonsOf = await prepareStages(stages, scope, { now, plan, terms, alerts: [first] });
  return reasonsOf(first).flatMap(({ name }) => name ?? []);
}
