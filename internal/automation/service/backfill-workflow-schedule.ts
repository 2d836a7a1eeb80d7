import { conflict, invalid } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import { firesBetween, type NextCronTime } from '../domain/fire-times.ts';
import type { ScheduleFire } from '../domain/schedule-fire.ts';
import { scheduleBackfilled, scheduledKey } from '../domain/schedule-state.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { expectSchedule } from './control-schedule.ts';
import { rhythmOf } from './schedule-rhythm.ts';
import { counted, startFire, type FireDeps } from './take-fires.ts';

/** A period whose fire times are made up for; both ends belong to it. */
export interface SchedulePeriod {
  readonly workflowId: WorkflowId;
  readonly from: Date;
  readonly to: Date;
}
/** A fire time of the period and its execution; `fresh` when that was not there before. */
export interface BackfilledFire {
  readonly fireTime: Date;
  readonly executionId: string;
  readonly fresh: boolean;
}
export type BackfillWorkflowSchedule = (actor: Actor, period: SchedulePeriod) => Promise<readonly BackfilledFire[]>;

/** Fire times that one request may make up for. */
export const MOST_BACKFILLED = 100;
/** How far back: a year. */
const LONGEST_AGO_MS = 366 * 24 * 60 * 60_000;

/**
 * Starts an execution for every fire time of a period in the past that has none, all at once. Asking again starts nothing more. Throws
 * `not_found` for a workflow without a schedule, `conflict` for one that has no fire times, and `invalid` for a period that is not in the past or
 * holds too many of them.
 */
export function backfillWorkflowSchedule(deps: FireDeps & { readonly work: AutomationUnitOfWork; readonly nextCron: NextCronTime }): BackfillWorkflowSchedule {
  return (actor, { workflowId, from, to }) =>
    deps.work.run(actor, async (scope) => {
      const state = expectSchedule(await scope.schedules.lock(workflowId), workflowId);
      const rhythm = await rhythmOf(scope, state, deps.nextCron);
      if (!rhythm || !state.nextAt || (state.kind !== 'every' && state.kind !== 'cron')) throw conflict(`a schedule of '${state.kind}' has no fire times of its own`);
      if (to < from) throw invalid('/to', 'must not lie before from');
      const now = deps.clock.now();
      if (to > now) throw invalid('/to', 'must not lie in the future');
      if (from.getTime() < now.getTime() - LONGEST_AGO_MS) throw invalid('/from', 'must not lie more than a year back');
      const times = firesBetween(rhythm, { from, to, anchor: state.nextAt }, MOST_BACKFILLED);
      if (times.length > MOST_BACKFILLED) throw invalid('/to', `makes more than ${MOST_BACKFILLED} fire times: ask for shorter periods, one after another`);

      const answer: BackfilledFire[] = [];
      const started: ScheduleFire[] = [];
      for (const fireTime of times) {
        const key = fireTime.toISOString();
        const known = await scope.executions.findByRequestKey(scheduledKey(workflowId, key));
        const fire = known ? undefined : await startFire(deps, actor, state, { fireTime, key }, 'backfill');
        if (fire) started.push(fire);
        answer.push({ fireTime, executionId: fire?.executionId ?? (known?.id as ExecutionId), fresh: fire !== undefined });
      }
      await scope.schedules.put(counted(state, started));
      await scope.schedules.addFires(started);
      scope.audit.record(scheduleBackfilled(workflowId, { from, to, started: started.length }));
      return answer;
    });
}
