import { AppError } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { interestOf } from '../domain/event-interest.ts';
import { firstFire, scheduleDue, scheduleKind, type NextCronTime, type ScheduleState } from '../domain/schedule-state.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type FollowSchedule = (actor: Actor, id: WorkflowId) => Promise<void>;

/**
 * Reacts to changes of a workflow: its schedule becomes that of its current version, or goes when the workflow is disabled, archived or has
 * none. A schedule of the same version is left as it is, with its pause. Idempotent.
 */
export function followSchedule(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator; readonly nextCron: NextCronTime }): FollowSchedule {
  return (actor, id) =>
    deps.work.run(actor, async ({ workflows, schedules, subscriptions, outbox }) => {
      const { definition, version, enabled, archivedAt } = await workflows.get(id);
      const known = await schedules.lock(id);
      const schedule = enabled && !archivedAt && version > 0 ? (definition as unknown as WorkflowDefinition | undefined)?.schedule : undefined;
      if (known && schedule && known.workflowVersion === version) return;
      await subscriptions.close({ workflowId: id });
      await schedules.remove(id);
      if (!schedule) return;

      const now = deps.clock.now();
      const nextAt = firstFire(schedule, now, deps.nextCron);
      const paused: Partial<ScheduleState> = known?.pausedAt && known.pausedBy !== undefined ? { pausedAt: known.pausedAt, pausedBy: known.pausedBy, ...(known.note !== undefined && { note: known.note }) } : {};
      await schedules.put({ workflowId: id, workflowVersion: version, kind: scheduleKind(schedule), ...(nextAt && { nextAt }), ...paused });
      if (nextAt) outbox.publish(scheduleDue(id, nextAt));
      if ('on' in schedule) {
        const interest = await interestOf(schedule.on, constant, () => ({}));
        await subscriptions.open({ id: deps.ids.next(), listener: { workflowId: id }, interest, createdAt: now });
      }
    });
}

/** Before an execution there is no data that an expectation could be evaluated on. */
async function constant(expect: string): Promise<string> {
  if (/^\s*\$\{/.test(expect)) throw new AppError('invalid', 'what a schedule expects of a correlation is a constant');
  return expect;
}
