import { notFound } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { fireAfter, nextFires, scheduleChanged, scheduleDue, type NextCronTime, type ScheduleState } from '../domain/schedule-state.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type ScheduleWithFires = ScheduleState & { readonly fires: readonly Date[] };
/** Throws `not_found` for a workflow that has no schedule, or is not there. */
export type GetWorkflowSchedule = (actor: Actor, id: WorkflowId) => Promise<ScheduleWithFires>;
/** Pausing or resuming again changes nothing. Throws `not_found` like the above. */
export type PauseWorkflowSchedule = (actor: Actor, id: WorkflowId, note?: string) => Promise<ScheduleWithFires>;
export type ResumeWorkflowSchedule = (actor: Actor, id: WorkflowId) => Promise<ScheduleWithFires>;

const FIRES_SHOWN = 5;

/** Shows schedules, and lets people hold them back. What would have fired meanwhile is left out. */
export function controlSchedule({ work, clock, nextCron }: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly nextCron: NextCronTime }) {
  type Scope = Parameters<Parameters<AutomationUnitOfWork['read']>[1]>[0];
  const definitionOf = async ({ workflows }: Pick<Scope, 'workflows'>, { workflowId, workflowVersion }: ScheduleState) =>
    ((await workflows.getVersion(workflowId as WorkflowId, workflowVersion)).definition as unknown as WorkflowDefinition).schedule;
  const withFires = async (scope: Pick<Scope, 'workflows'>, state: ScheduleState): Promise<ScheduleWithFires> => {
    const schedule = await definitionOf(scope, state);
    return { ...state, fires: schedule ? nextFires(schedule, state, FIRES_SHOWN, nextCron) : [] };
  };
  const found = (state: ScheduleState | undefined, id: WorkflowId): ScheduleState => {
    if (!state) throw notFound('schedule of workflow', id);
    return state;
  };
  const getWorkflowSchedule: GetWorkflowSchedule = (actor, id) => work.read(actor, async (scope) => withFires(scope, found(await scope.schedules.find(id), id)));

  const pauseWorkflowSchedule: PauseWorkflowSchedule = (actor, id, note) =>
    work.run(actor, async (scope) => {
      const state = found(await scope.schedules.lock(id), id);
      if (state.pausedAt) return withFires(scope, state);
      const paused: ScheduleState = { ...state, pausedAt: clock.now(), pausedBy: actor.subject, ...(note !== undefined && { note }) };
      await scope.schedules.put(paused);
      scope.audit.record(scheduleChanged('paused', paused));
      return withFires(scope, paused);
    });

  const resumeWorkflowSchedule: ResumeWorkflowSchedule = (actor, id) =>
    work.run(actor, async (scope) => {
      const state = found(await scope.schedules.lock(id), id);
      if (!state.pausedAt) return withFires(scope, state);
      const { pausedAt: _, pausedBy: __, note: ___, nextAt: before, ...rest } = state;
      const schedule = await definitionOf(scope, state);
      const now = clock.now();
      const nextAt = before && schedule && (before > now ? before : (fireAfter(schedule, before, now, nextCron) ?? now));
      const resumed: ScheduleState = { ...rest, ...(nextAt && { nextAt }) };
      await scope.schedules.put(resumed);
      scope.audit.record(scheduleChanged('resumed', resumed));
      if (nextAt) scope.outbox.publish(scheduleDue(id, nextAt));
      return withFires(scope, resumed);
    });
  return { getWorkflowSchedule, pauseWorkflowSchedule, resumeWorkflowSchedule };
}
