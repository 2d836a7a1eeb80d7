import { conflict } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { NextCronTime } from '../domain/fire-times.ts';
import type { ScheduleFire } from '../domain/schedule-fire.ts';
import { scheduleTriggered } from '../domain/schedule-state.ts';
import type { OverlapPolicy } from '../domain/event-arguments.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { expectSchedule } from './control-schedule.ts';
import { rhythmOf } from './schedule-rhythm.ts';
import { takeFires, type FireDeps } from './take-fires.ts';

export interface ScheduleTrigger {
  readonly workflowId: WorkflowId;
  /** In place of the schedule's own policy. */
  readonly overlap?: OverlapPolicy;
}
export type TriggerWorkflowSchedule = (actor: Actor, trigger: ScheduleTrigger) => Promise<ScheduleFire>;

/**
 * Makes a schedule fire now, also while it is paused; its rhythm stays what it is. Answers what became of the fire. Throws `not_found` for a
 * workflow without a schedule, and `conflict` for one that events start.
 */
export function triggerWorkflowSchedule(deps: FireDeps & { readonly work: AutomationUnitOfWork; readonly nextCron: NextCronTime }): TriggerWorkflowSchedule {
  return (actor, { workflowId, overlap }) =>
    deps.work.run(actor, async (scope) => {
      const state = expectSchedule(await scope.schedules.lock(workflowId), workflowId);
      if (state.kind === 'on') throw conflict('events start this workflow: send one that it waits for, or execute it');
      const rhythm = await rhythmOf(scope, state, deps.nextCron);
      const wanted = { fireTime: deps.clock.now(), key: `trigger:${deps.ids.next()}` };
      const taken = await takeFires(deps, actor, scope, state, { wanted: [wanted], overlap: overlap ?? rhythm?.overlap ?? 'skip', source: 'trigger' });
      const fire = taken.fires.at(-1);
      if (!fire) throw new TypeError('a fire always becomes something');
      const { nextAt, startsAt, ...rest } = taken.state;
      // A schedule of `after` counts from the end of the run that has begun now.
      const following = state.kind === 'after' && fire.outcome === 'started' ? {} : { ...(nextAt && { nextAt }), ...(startsAt && { startsAt }) };
      await scope.schedules.put({ ...rest, ...following });
      await scope.schedules.addFires(taken.fires);
      const { outcome, executionId, reason } = fire;
      scope.audit.record(scheduleTriggered(workflowId, { outcome, ...(executionId !== undefined && { execution_id: executionId }), ...(reason !== undefined && { reason }) }));
      return fire;
    });
}
