import type { Actor } from '#internal/kernel';
import { durationMs } from '../domain/duration.ts';
import type { ExecutionId } from '../domain/execution.ts';
import { dueFires, startOf, type NextCronTime } from '../domain/fire-times.ts';
import { runOf, type ScheduleFire } from '../domain/schedule-fire.ts';
import { scheduleDue } from '../domain/schedule-state.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { rhythmOf } from './schedule-rhythm.ts';
import { counted, fireWithout, startFire, takeFires, type FireDeps } from './take-fires.ts';

export interface FireSchedule {
  /** Reacts to the timer: the fires that are due have their way, those that come too late are counted as missed, and the next timer is set. */
  timer(actor: Actor, id: WorkflowId, at: Date): Promise<void>;
  /** Reacts to the end of an execution: a fire that has waited for it starts, and a schedule of `after` counts from here. */
  ended(actor: Actor, id: ExecutionId): Promise<void>;
}

/**
 * Starts executions of workflows whose time has come. All of it is idempotent: a timer counts once, an execution has a key of its fire, and
 * execution, record and next timer are one commit, so that a process that dies in the middle has done nothing.
 */
export function fireSchedule(deps: FireDeps & { readonly work: AutomationUnitOfWork; readonly nextCron: NextCronTime }): FireSchedule {
  const { work, clock, nextCron } = deps;

  return {
    timer: (actor, id, at) =>
      work.run(actor, async (scope) => {
        const state = await scope.schedules.lock(id);
        if (!state || state.pausedAt || state.nextAt?.getTime() !== at.getTime()) return;
        const rhythm = await rhythmOf(scope, state, nextCron);
        if (!rhythm) return;
        const { due, missed, next } = dueFires(rhythm, at, clock.now());
        const late: readonly ScheduleFire[] = missed ? [fireWithout(deps, id, { source: 'timer', outcome: 'missed', ...runOf(missed), reason: 'the catch-up window was over' })] : [];
        const wanted = due.map((fireTime) => ({ fireTime, key: fireTime.toISOString() }));
        const taken = await takeFires(deps, actor, scope, state, { wanted, overlap: rhythm.overlap, source: 'timer' });
        const { nextAt: _, startsAt: __, ...rest } = counted(taken.state, late);
        const startsAt = next && startOf(rhythm, next);
        await scope.schedules.put({ ...rest, ...(next && startsAt && { nextAt: next, startsAt }) });
        await scope.schedules.addFires([...late, ...taken.fires]);
        if (next && startsAt) scope.outbox.publish(scheduleDue(id, next, startsAt));
      }),

    ended: (actor, executionId) =>
      work.run(actor, async (scope) => {
        const { workflowId, finishedAt } = await scope.executions.get(executionId);
        const state = await scope.schedules.lock(workflowId);
        if (!state || state.lastExecutionId !== executionId || !finishedAt) return;
        if (state.buffered) {
          const { buffered, ...rest } = state;
          const started = await startFire(deps, actor, state, buffered, 'timer');
          await scope.schedules.put(counted({ ...rest, lastExecutionId: started.executionId }, [started]));
          await scope.schedules.addFires([started]);
          return;
        }
        if (state.kind !== 'after' || state.nextAt) return;
        const { schedule } = (await rhythmOf(scope, state, nextCron)) ?? {};
        const pause = schedule && 'after' in schedule ? durationMs(schedule.after) : undefined;
        if (pause === undefined) return;
        const nextAt = new Date(finishedAt.getTime() + pause);
        await scope.schedules.put({ ...state, nextAt, startsAt: nextAt });
        if (!state.pausedAt) scope.outbox.publish(scheduleDue(workflowId, nextAt, nextAt));
      }),
  };
}
