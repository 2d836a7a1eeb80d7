import type { StepNote, TaskRun } from '../activities/activity-contract.ts';
import { entryOf, kindOf, type Task, type TaskList } from '../domain/definition.ts';
import { problem, type Problem } from '../domain/definition-problem.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import type { ExecutionState } from './execution-state.ts';
import { nextRun, type RunScope } from './run-scope.ts';
import type { NamedTask } from './task-context.ts';

/** The next run of a task. */
export const taskRun = (state: ExecutionState, { name, task, pointer }: NamedTask, scope: RunScope): TaskRun => ({
  ...nextRun(scope, pointer),
  pointer,
  name,
  task: resolved(task, state),
  kind: scope.undoing ? 'compensate' : kindOf(task),
  startedAt: Date.now(),
});

/** The task at an index of a list. */
export const taskAt = (list: TaskList, index: number, pointer: string): NamedTask => {
  const item = list[index];
  if (!item) throw new RangeError(`no task ${index}`);
  const [name, task] = entryOf(item);
  return { name, task, pointer: pointerTo(pointer, index, name) };
};

/** Whether a task touches nothing but data. */
export const isPure = (task: Task): boolean => 'set' in task || 'switch' in task || 'raise' in task;

/** A raised error that is named in `use.errors`, put in its place. */
const resolved = (task: Task, { definition }: ExecutionState): Task => {
  if (!('raise' in task) || typeof task.raise.error !== 'string') return task;
  const error = definition.use?.errors?.[task.raise.error];
  return error ? { ...task, raise: { error } } : task;
};

export const noteOf = ({ path, name, kind, attempt, startedAt }: TaskRun, status: StepNote['status']): StepNote => ({
  path, name, kind, attempt, startedAt, status, ...(status !== 'running' && { finishedAt: Date.now() }),
});

/** What a step says whose task was stopped from outside. */
export const interrupted = ({ pointer }: TaskRun): Problem => problem('runtime', pointer, 'the task was stopped');
