import { dependentsOf, layersOf, type GraphTask } from './task-graph.ts';

/** A chain of tasks, each depending on the one before it, and how long it takes in milliseconds. */
export interface PathThroughPlan {
  readonly tasks: readonly string[];
  readonly durationMs: number;
}

/** The longest chain through a plan without circles: no number of agents makes the plan faster. The first of equally long ones. */
export function criticalPath<Task extends GraphTask>(tasks: readonly Task[], durationMs: (task: Task) => number): PathThroughPlan {
  const remaining = remainingAfter(tasks, durationMs);
  const total = (task: Task): number => durationMs(task) + (remaining.get(task.taskId) ?? 0);
  const dependents = dependentsOf(tasks);
  const path: string[] = [];
  const [sources = []] = layersOf(tasks).waves;
  let at = longest(sources, total);
  const length = at === undefined ? 0 : total(at);
  while (at !== undefined) {
    path.push(at.taskId);
    at = longest(dependents.get(at.taskId) ?? [], total);
  }
  return { tasks: path, durationMs: length };
}

/** Milliseconds of the longest chain of tasks that come after each task: what is left of the plan once it is done. */
export function remainingAfter<Task extends GraphTask>(tasks: readonly Task[], durationMs: (task: Task) => number): ReadonlyMap<string, number> {
  const dependents = dependentsOf(tasks);
  const remaining = new Map<string, number>();
  for (const wave of layersOf(tasks).waves.toReversed()) {
    for (const { taskId } of wave) {
      const after = (dependents.get(taskId) ?? []).map((task) => durationMs(task) + (remaining.get(task.taskId) ?? 0));
      remaining.set(taskId, after.reduce((most, each) => Math.max(most, each), 0));
    }
  }
  return remaining;
}

function longest<Task>(tasks: readonly Task[], length: (task: Task) => number): Task | undefined {
  let best: Task | undefined;
  for (const task of tasks) if (best === undefined || length(task) > length(best)) best = task;
  return best;
}
