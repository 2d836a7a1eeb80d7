import { CancellationScope, CancelledFailure } from '@temporalio/workflow';
import type { Effect } from '#pkg/saga';
import type { Json } from '#internal/kernel';
import type { TaskData, TaskRun } from '../activities/activity-contract.ts';
import { extensionsOf, type Task, type TaskList } from '../domain/definition.ts';
import { durationMs } from '../domain/duration.ts';
import type { ExecutionState } from './execution-state.ts';
import type { RunScope } from './run-scope.ts';

/** How a task or a list of tasks ended: with data and, for a task, where to go from there. */
export interface Ended {
  readonly data: Json;
  /** A flow directive or the name of a task of the same list; `continue` when absent. */
  readonly then?: string;
  /** Its `if` did not hold. */
  readonly skipped?: true;
  /** A list that `exit` has ended. */
  readonly exited?: true;
}

/** Handed to the tasks that hold lists, which the interpreter of lists in turn runs. */
export type RunList = (state: ExecutionState, list: TaskList, pointer: string, data: Json, scope: RunScope) => Promise<Ended>;

/** One task, named and placed: an item of a list, a branch or a function. */
export interface NamedTask {
  readonly name: string;
  readonly task: Task;
  readonly pointer: string;
}

/** Handed to the tasks that hold single tasks. */
export type RunOne = (state: ExecutionState, named: NamedTask, data: Json, scope: RunScope) => Promise<Ended>;

export const taskData = (state: ExecutionState, data: Json, { bound }: RunScope): TaskData => ({ data, context: state.context, bound, workflow: state.facts });

/** A cancelled scope still hears the answer of an activity that ended in time; nothing may follow it. */
export function stopIfCancelled(): void {
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('the execution is being stopped');
}

/** The task's own time limit in milliseconds. */
export function timeoutMs({ timeout }: Pick<Task, 'timeout'>, { definition }: ExecutionState): number | undefined {
  const limit = typeof timeout === 'string' ? definition.use?.timeouts?.[timeout] : timeout;
  return limit && durationMs(limit.after);
}

/** Before a task runs: from now on it may have to be undone. */
export function registerUndo(state: ExecutionState, { path, pointer, name, task }: TaskRun, data: Json, { bound, undoing, branches = [] }: RunScope): void {
  const { compensate } = extensionsOf(task);
  // What undoes is not undone.
  if (!compensate || undoing) return;
  for (const branch of branches) branch.add(path);
  state.saga.register(path, { path, pointer, name, compensate, bound, input: data, output: null });
}

/** After it ran: what is known of its effect, and the data that its compensation gets. */
export function settledUndo(state: ExecutionState, { path, pointer, name, task }: TaskRun, effect: Effect, data: { readonly input: Json; readonly output: Json; readonly ticketId?: string }, { bound }: RunScope): void {
  const { compensate } = extensionsOf(task);
  if (compensate) state.saga.settle(path, effect, { path, pointer, name, compensate, bound, ...data });
}
