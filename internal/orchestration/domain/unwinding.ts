import type { PlanEndStatus, StopCause } from './plan.ts';
import type { PlanTask } from './plan-task.ts';
import { dependentsOf, layersOf } from './task-graph.ts';

/**
 * Whether something of a task has to be taken back: it says how, and somebody began it. That it failed or was cancelled on the way does not
 * matter, since nobody knows how far it came; compensations therefore have to bear that there is nothing to undo.
 */
export const mustBeUndone = ({ compensation, startedAt, status }: PlanTask): boolean => compensation !== undefined && (startedAt !== undefined || status === 'completed') && status !== 'offered' && status !== 'waiting';

/**
 * The compensations that may be offered now, in reverse topological order: those of tasks on which nothing depends any more that is not yet
 * undone. A compensation that failed holds up no other one.
 */
export function nextCompensations(tasks: readonly PlanTask[]): readonly PlanTask[] {
  const dependents = dependentsOf(tasks);
  const held = new Set<string>();
  const next: PlanTask[] = [];
  for (const wave of layersOf(tasks).waves.toReversed()) {
    for (const task of wave.toReversed()) {
      if ((dependents.get(task.taskId) ?? []).some(({ taskId }) => held.has(taskId))) {
        held.add(task.taskId);
        continue;
      }
      const open = mustBeUndone(task) && task.compensationStatus === undefined;
      if (open) next.push(task);
      if (open || task.compensationStatus === 'offered') held.add(task.taskId);
    }
  }
  return next;
}

/** How a plan ends that could not go on, once nothing is left to undo. */
export function endOf(tasks: readonly PlanTask[], cause: StopCause): PlanEndStatus {
  if (tasks.some(({ compensationStatus }) => compensationStatus === 'failed')) return 'compensation_failed';
  return tasks.some(({ compensationStatus }) => compensationStatus === 'completed') ? 'compensated' : cause.kind;
}
