import { AppError } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { interestOf } from '../domain/event-interest.ts';
import { firstFire, startOf, type NextCronTime, type Rhythm } from '../domain/fire-times.ts';
import type { ScheduleFireId } from '../domain/schedule-fire.ts';
import { NOTHING_COUNTED, scheduleDue, scheduleKind, type ScheduleState } from '../domain/schedule-state.ts';
import { scheduleTerms } from '../domain/schedule-terms.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { rhythmOf } from './schedule-rhythm.ts';

export type FollowSchedule = (actor: Actor, id: WorkflowId) => Promise<void>;

/**
 * Reacts to changes of a workflow: its schedule becomes that of its current version, or goes when the workflow is disabled, archived or has
 * none. A new version whose schedule says the same takes the old one over, with its rhythm, its pause and the events that wait. Idempotent.
 */
export function followSchedule(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator; readonly nextCron: NextCronTime }): FollowSchedule {
  const { nextCron } = deps;
  return (actor, id) =>
    deps.work.run(actor, async (scope) => {
      const { workflows, schedules, subscriptions, outbox } = scope;
      const { definition, version, enabled, archivedAt } = await workflows.get(id);
      const known = await schedules.lock(id);
      const terms = enabled && !archivedAt && version > 0 && definition ? scheduleTerms(definition as unknown as WorkflowDefinition) : undefined;
      if (known && terms && known.workflowVersion === version) return;
      if (known && terms && says(await rhythmOf(scope, known, nextCron)) === says(terms)) return schedules.put({ ...known, workflowVersion: version });
      await subscriptions.remove({ workflowId: id });
      await schedules.remove(id);
      const now = deps.clock.now();
      const lost = known?.waitingEvents ?? 0;
      if (lost > 0) await schedules.addFires([{ id: deps.ids.next() as ScheduleFireId, workflowId: id, source: 'events', outcome: 'expired', fireTime: now, count: lost, reason: 'the schedule that waited for more events has ended', createdAt: now }]);
      if (!terms) return;

      const rhythm: Rhythm = { ...terms, workflowId: id, nextCron };
      const nextAt = firstFire(rhythm, now);
      const startsAt = nextAt && startOf(rhythm, nextAt);
      // What an earlier schedule has started may still run.
      const lastExecutionId = known?.lastExecutionId ?? (await schedules.lastStarted(id));
      const kept: Partial<ScheduleState> = {
        ...(lastExecutionId !== undefined && { lastExecutionId }),
        ...(known?.pausedAt && known.pausedBy !== undefined && { pausedAt: known.pausedAt, pausedBy: known.pausedBy, ...(known.note !== undefined && { note: known.note }) }),
      };
      const { schedule } = terms;
      const counts = known?.counts ?? NOTHING_COUNTED;
      await schedules.put({ workflowId: id, workflowVersion: version, kind: scheduleKind(schedule), ...(nextAt && startsAt && { nextAt, startsAt }), ...kept, waitingEvents: 0, counts: { ...counts, expired: counts.expired + lost } });
      if (nextAt && startsAt) outbox.publish(scheduleDue(id, nextAt, startsAt));
      if ('on' in schedule) {
        const interest = await interestOf(schedule.on, constant, () => ({}));
        await subscriptions.open({ id: deps.ids.next(), listener: { workflowId: id }, interest, createdAt: now });
      }
    });
}

const says = (terms: Partial<Rhythm> | undefined): string => JSON.stringify([terms?.schedule, terms?.timeZone, terms?.overlap, terms?.jitterMs, terms?.catchUpMs]);

/** Before an execution there is no data that an expectation could be evaluated on. */
async function constant(expect: string): Promise<string> {
  if (/^\s*\$\{/.test(expect)) throw new AppError('invalid', 'what a schedule expects of a correlation is a constant');
  return expect;
}
