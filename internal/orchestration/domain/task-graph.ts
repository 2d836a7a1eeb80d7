/** What the graph of a plan is made of: a task and the tasks that have to be done before it. */
export interface GraphTask {
  readonly taskId: string;
  readonly dependencies: readonly string[];
}

/** The tasks in generations: each depends on tasks of earlier generations only. Tasks that no order can reach are left over. */
export interface Layers<Task extends GraphTask> {
  readonly waves: readonly (readonly Task[])[];
  readonly leftOver: readonly Task[];
}

/** Sorts by Kahn's algorithm (1962); inside a generation the order of the document stays. Dependencies on unknown tasks are not counted. */
export function layersOf<Task extends GraphTask>(tasks: readonly Task[]): Layers<Task> {
  const dependents = dependentsOf(tasks);
  const positions = new Map(tasks.map(({ taskId }, position) => [taskId, position]));
  const positionOf = ({ taskId }: Task): number => positions.get(taskId) ?? 0;
  const open = new Map(tasks.map((task) => [task.taskId, known(task, dependents).length]));
  const waves: Task[][] = [];
  let wave = tasks.filter(({ taskId }) => open.get(taskId) === 0);
  while (wave.length > 0) {
    waves.push(wave);
    const next: Task[] = [];
    for (const { taskId } of wave) {
      open.delete(taskId);
      for (const dependent of dependents.get(taskId) ?? []) {
        const left = (open.get(dependent.taskId) ?? 0) - 1;
        open.set(dependent.taskId, left);
        if (left === 0) next.push(dependent);
      }
    }
    wave = next.sort((a, b) => positionOf(a) - positionOf(b));
  }
  return { waves, leftOver: tasks.filter(({ taskId }) => open.has(taskId)) };
}

/** The tasks that wait for each task, in the order of the document. */
export function dependentsOf<Task extends GraphTask>(tasks: readonly Task[]): ReadonlyMap<string, readonly Task[]> {
  const dependents = new Map<string, Task[]>(tasks.map(({ taskId }) => [taskId, []]));
  for (const task of tasks) for (const dependency of new Set(task.dependencies)) dependents.get(dependency)?.push(task);
  return dependents;
}

/**
 * Circles among tasks that no order can reach, each as `a, b, c, a` where every task depends on the next; at least one when there are such
 * tasks. Circles that share tasks with one that is named may stay unnamed until it is broken.
 */
export function cyclesIn(leftOver: readonly GraphTask[]): readonly (readonly string[])[] {
  const byId = new Map(leftOver.map((task) => [task.taskId, task]));
  const walked = new Set<string>();
  const cycles: string[][] = [];
  for (const { taskId: start } of leftOver) {
    const path: string[] = [];
    const onPath = new Map<string, number>();
    // Every task that is left over depends on another one, so a walk along dependencies ends only where it has been before.
    for (let at: string | undefined = start; at !== undefined && !walked.has(at); at = byId.get(at)?.dependencies.find((id) => byId.has(id))) {
      const seen = onPath.get(at);
      if (seen !== undefined) {
        cycles.push([...path.slice(seen), at]);
        break;
      }
      onPath.set(at, path.length);
      path.push(at);
    }
    for (const id of path) walked.add(id);
  }
  return cycles;
}

const known = ({ dependencies }: GraphTask, among: ReadonlyMap<string, unknown>): readonly string[] => [...new Set(dependencies)].filter((id) => among.has(id));
