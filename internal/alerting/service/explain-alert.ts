import { compileMatchers } from '#pkg/matchers';
import type { Actor, Clock } from '#internal/kernel';
import type { Alert, AlertId } from '../domain/alert.ts';
import { explain, type Explanation, type ExplanationInput } from '../domain/explanation.ts';
import { occurrenceAt } from '../domain/maintenance-window.ts';
import type { GroupSeat, RoutingPlan } from '../domain/routing-plan.ts';
import { silences as holds } from '../domain/silence.ts';
import type { AlertingRepositories, AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { Receiver, Receivers } from '../ports/receivers.ts';
import { prepareStages, type MuteStage } from './mute-stages.ts';
import type { Routing } from './routing.ts';

interface ExplainDeps {
  readonly work: AlertingUnitOfWork;
  readonly routing: Routing;
  readonly receivers: Receivers;
  /** The same that flushes ask. */
  readonly stages: readonly MuteStage[];
  readonly clock: Clock;
}

export type ExplainAlert = (actor: Actor, id: AlertId) => Promise<Explanation>;

/** Notifications of a group that are looked through for the alert. */
const MAX_NOTIFICATIONS = 200;

/** Why was I (not) paged? By what is stored: routing, groups, what keeps it quiet now, and what was notified. Throws `not_found`. */
export function explainAlert({ work, routing, receivers, stages, clock }: ExplainDeps): ExplainAlert {
  const groupOf = async (scope: AlertingRepositories, alert: Alert, seat: GroupSeat, plan: RoutingPlan, known: readonly Receiver[]): Promise<ExplanationInput['groups'][number]> => {
    const now = clock.now();
    const identity = { key: seat.key, receiver: seat.terms.receiver };
    const judge = await prepareStages(stages, scope, { now, plan, terms: seat.terms, alerts: [alert] });
    const { items } = await scope.notifications.list(identity, { limit: MAX_NOTIFICATIONS });
    const isOfAlert = (marks: readonly string[]): boolean => marks.some((mark) => mark.startsWith(alert.fingerprint));
    const until = alert.resolvedAt;
    return {
      seat,
      group: await scope.alertGroups.find(identity),
      integrations: known.find(({ name }) => name === seat.terms.receiver)?.integrations.length,
      muted: judge(alert),
      log: [...(await scope.notifications.log(identity, now)).values()],
      // Of this episode: what an earlier or a later one was told of has other times. That it is over is told after its end.
      notifications: items.filter(({ firing, resolved, createdAt }) => createdAt >= alert.startsAt && ((isOfAlert(firing) && (until === null || createdAt <= until)) || isOfAlert(resolved))),
    };
  };
  return async (actor, id) => {
    const known = await receivers.list(actor);
    return work.read(actor, async (scope) => {
      const now = clock.now();
      const alert = await scope.alerts.get(id);
      const plan = await routing.planOf(actor, scope);
      const groups: ExplanationInput['groups'][number][] = [];
      if (plan) for (const seat of plan.seatsOf(alert.labels)) groups.push(await groupOf(scope, alert, seat, plan, known));
      const counted = await scope.silences.listBetween(alert.firedAt ?? alert.startsAt, alert.resolvedAt ?? now);
      const window = (await scope.maintenance.listEnabled()).find((each) => each.effect === 'maintenance' && each.holdRemediation && occurrenceAt(each, now) && compileMatchers(each.matchers)(alert.labels));
      return explain({ alert, now, hasRouting: plan !== undefined, groups, silences: counted.filter((silence) => holds(silence)(alert.labels)), heldBackBy: alert.status === 'resolved' ? undefined : window?.name });
    });
  };
}
