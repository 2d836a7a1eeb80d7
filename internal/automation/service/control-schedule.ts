import { notFound } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { nextFires, resumedFire, startOf, type Fire, type NextCronTime } from '../domain/fire-times.ts';
import { scheduleChanged, scheduleDue, type ScheduleState } from '../domain/schedule-state.ts';
import type { ScheduleTerms } from '../domain/schedule-terms.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { rhythmOf } from './schedule-rhythm.ts';
import { counted, fireWithout, type FireDeps } from './take-fires.ts';

/** A schedule with its next fires, as far as they are known; none while it is paused. */
export type ScheduleWithFires = ScheduleState & { readonly terms: ScheduleTerms; readonly fires: readonly Fire[] };
/** Throws `not_found` for a workflow that has no schedule, or is not there. */
export type GetWorkflowSchedule = (actor: Actor, id: WorkflowId) => Promise<ScheduleWithFires>;
/** Pausing or resuming again changes nothing; the note is for those who wonder why. Throws `not_found` like the above. */
export type PauseWorkflowSchedule = (actor: Actor, id: WorkflowId, note?: string) => Promise<ScheduleWithFires>;
export type ResumeWorkflowSchedule = (actor: Actor, id: WorkflowId, note?: string) => Promise<ScheduleWithFires>;

const FIRES_SHOWN = 10;

/** The schedule that was found. Throws `not_found` when there is none. */
export function expectSchedule(state: ScheduleState | undefined, id: WorkflowId): ScheduleState {
  if (!state) throw notFound('schedule of workflow', id);
  return state;
}

/** Shows schedules, and lets people hold them back. What would have fired meanwhile is left out. */
export function controlSchedule(deps: FireDeps & { readonly work: AutomationUnitOfWork; readonly nextCron: NextCronTime }) {
  const { work, clock, nextCron } = deps;
  type Scope = Parameters<Parameters<AutomationUnitOfWork['read']>[1]>[0];
  const rhythmFor = async (scope: Pick<Scope, 'workflows'>, state: ScheduleState) => {
    const rhythm = await rhythmOf(scope, state, nextCron);
    if (!rhythm) throw notFound('schedule of workflow', state.workflowId);
    return rhythm;
  };
  const withFires = async (scope: Pick<Scope, 'workflows'>, state: ScheduleState): Promise<ScheduleWithFires> => {
    const { workflowId: _, nextCron: __, ...terms } = await rhythmFor(scope, state);
    const fires = state.pausedAt ? [] : nextFires({ ...terms, workflowId: state.workflowId, nextCron }, state.nextAt, FIRES_SHOWN);
    return { ...state, terms, fires };
  };
  const getWorkflowSchedule: GetWorkflowSchedule = (actor, id) => work.read(actor, async (scope) => withFires(scope, expectSchedule(await scope.schedules.find(id), id)));

  const pauseWorkflowSchedule: PauseWorkflowSchedule = (actor, id, note) =>
    work.run(actor, async (scope) => {
      const state = expectSchedule(await scope.schedules.lock(id), id);
      if (state.pausedAt) return withFires(scope, state);
      const { buffered, ...rest } = state;
      const dropped = buffered ? [fireWithout(deps, id, { source: 'timer', outcome: 'skipped', fireTime: buffered.fireTime, reason: 'the schedule was paused' })] : [];
      const paused: ScheduleState = counted({ ...rest, pausedAt: clock.now(), pausedBy: actor.subject, ...(note !== undefined && { note }) }, dropped);
      await scope.schedules.put(paused);
      await scope.schedules.addFires(dropped);
      scope.audit.record(scheduleChanged('paused', paused, note));
      return withFires(scope, paused);
    });

  const resumeWorkflowSchedule: ResumeWorkflowSchedule = (actor, id, note) =>
    work.run(actor, async (scope) => {
      const state = expectSchedule(await scope.schedules.lock(id), id);
      if (!state.pausedAt) return withFires(scope, state);
      const { pausedAt: _, pausedBy: __, note: ___, nextAt: before, startsAt: ____, ...rest } = state;
      const rhythm = await rhythmFor(scope, state);
      const nextAt = before && resumedFire(rhythm, before, clock.now());
      const startsAt = nextAt && startOf(rhythm, nextAt);
      const resumed: ScheduleState = { ...rest, ...(nextAt && startsAt && { nextAt, startsAt }) };
      await scope.schedules.put(resumed);
      scope.audit.record(scheduleChanged('resumed', resumed, note));
      if (nextAt && startsAt) scope.outbox.publish(scheduleDue(id, nextAt, startsAt));
      return withFires(scope, resumed);
    });
  return { getWorkflowSchedule, pauseWorkflowSchedule, resumeWorkflowSchedule };
}
