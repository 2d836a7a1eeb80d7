import { AppError, type ErrorDetail } from '#pkg/apperror';
import { criticalPath, type PathThroughPlan } from './critical-path.ts';
import { MAX_DEPENDENCIES, MAX_TASKS, type PlanDocument, type TaskSpec } from './plan-document.ts';
import { cyclesIn, layersOf } from './task-graph.ts';

/** What can be said about a plan before it runs. */
export interface PlanAnalysis {
  /** The tasks in generations; those of one may run at the same time. */
  readonly waves: readonly (readonly TaskSpec[])[];
  /** Sum of all estimated durations. */
  readonly effortMs: number;
  readonly criticalPath: PathThroughPlan;
}

/** Faults that are named at once; more say nothing new. */
const MOST_FAULTS = 100;
const LONGEST_NAMED_CYCLE = 20;

/** Every fault of a plan, with a JSON pointer each; empty for a plan that can run. */
export function planFaults(document: PlanDocument, now: Date): readonly ErrorDetail[] {
  const { tasks, sla } = document;
  const faults: ErrorDetail[] = [];
  if (tasks.length === 0) faults.push({ field: '/tasks', reason: 'a plan has at least one task' });
  if (tasks.length > MAX_TASKS) return [{ field: '/tasks', reason: `${tasks.length} tasks are more than the ${MAX_TASKS} that a plan may have` }];
  if (sla.deadline && sla.deadline <= now) faults.push({ field: '/sla/deadline', reason: 'is not in the future' });
  faults.push(...duplicates(tasks), ...dependencyFaults(tasks));
  if (faults.length === 0) faults.push(...cycleFaults(tasks));
  return faults.slice(0, MOST_FAULTS);
}

/** What a plan without faults looks like in time. Throws `invalid` with every fault. */
export function analysePlan(document: PlanDocument, now: Date): PlanAnalysis {
  const faults = planFaults(document, now);
  const [first] = faults;
  if (first) throw new AppError('invalid', `the plan cannot run: ${first.field} ${first.reason}${faults.length > 1 ? `, and ${faults.length - 1} more` : ''}`, { details: faults });
  return analysisOf(document.tasks);
}

export const analysisOf = (tasks: readonly TaskSpec[]): PlanAnalysis => ({
  waves: layersOf(tasks).waves,
  effortMs: tasks.reduce((sum, { estimatedDurationMs }) => sum + estimatedDurationMs, 0),
  criticalPath: criticalPath(tasks, ({ estimatedDurationMs }) => estimatedDurationMs),
});

function duplicates(tasks: readonly TaskSpec[]): readonly ErrorDetail[] {
  const first = new Map<string, number>();
  return tasks.flatMap(({ taskId }, index) => {
    const before = first.get(taskId);
    if (before === undefined) first.set(taskId, index);
    return before === undefined ? [] : [{ field: `/tasks/${index}/task_id`, reason: `"${taskId}" is the id of task ${before} already` }];
  });
}

function dependencyFaults(tasks: readonly TaskSpec[]): readonly ErrorDetail[] {
  const ids = new Set(tasks.map(({ taskId }) => taskId));
  return tasks.flatMap(({ taskId, dependencies }, index) => [
    ...(dependencies.length > MAX_DEPENDENCIES ? [{ field: `/tasks/${index}/dependencies`, reason: `${dependencies.length} are more than the ${MAX_DEPENDENCIES} that a task may have` }] : []),
    ...dependencies.flatMap((dependency, position) => {
      const field = `/tasks/${index}/dependencies/${position}`;
      if (!ids.has(dependency)) return [{ field, reason: `no task is called "${dependency}"` }];
      if (dependency === taskId) return [{ field, reason: `the task depends on itself: ${taskId} → ${taskId}` }];
      return dependencies.indexOf(dependency) < position ? [{ field, reason: `"${dependency}" is named twice` }] : [];
    }),
  ]);
}

function cycleFaults(tasks: readonly TaskSpec[]): readonly ErrorDetail[] {
  const positions = new Map(tasks.map(({ taskId }, index) => [taskId, index]));
  return cyclesIn(layersOf(tasks).leftOver).map((cycle) => ({
    field: `/tasks/${positions.get(cycle[0] ?? '') ?? 0}/dependencies`,
    reason: `the tasks depend on each other in a circle: ${named(cycle)}`,
  }));
}

const named = (cycle: readonly string[]): string =>
  (cycle.length <= LONGEST_NAMED_CYCLE ? cycle : [...cycle.slice(0, LONGEST_NAMED_CYCLE - 1), `(${cycle.length - LONGEST_NAMED_CYCLE} more)`, ...cycle.slice(-1)]).join(' → ');
