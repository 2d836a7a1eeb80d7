import type { Alert } from '../domain/alert.ts';
import type { MuteReason, MuteStageName } from '../domain/mute-reason.ts';
import type { GroupTerms, RoutingPlan } from '../domain/routing-plan.ts';
import type { AlertingRepositories } from '../ports/alerting-unit-of-work.ts';

/** What a stage may look at. */
export interface MuteContext {
  readonly now: Date;
  readonly plan: RoutingPlan;
  /** The route of the group that is flushed; left out where alerts are judged by themselves. */
  readonly terms?: GroupTerms;
  readonly alerts: readonly Alert[];
}

/** Answers why an alert is not notified: every reason that the stage knows, none when it may pass. */
export type Judge = (alert: Alert) => readonly MuteReason[];

/** One reason why alerts are kept quiet. It reads what it needs about all alerts at once; the judge that it answers reads nothing more. */
export interface MuteStage {
  readonly name: MuteStageName;
  prepare(scope: AlertingRepositories, context: MuteContext): Promise<Judge>;
}

/** All stages, in order: reasons of an alert from the first stage to the last. */
export async function prepareStages(stages: readonly MuteStage[], scope: AlertingRepositories, context: MuteContext): Promise<Judge> {
  const judges: Judge[] = [];
  for (const stage of stages) judges.push(await stage.prepare(scope, context));
  return (alert) => judges.flatMap((judge) => judge(alert));
}
