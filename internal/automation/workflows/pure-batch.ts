import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import { extensionsOf, type TaskList } from '../domain/definition.ts';
import { runPureTasks, type ExecutionState } from './execution-state.ts';
import { extensionsFor } from './run-extended.ts';
import { ran, type RunScope } from './run-scope.ts';
import { registerUndo, settledUndo, stopIfCancelled, taskData, type Ended, type NamedTask } from './task-context.ts';
import { TaskFault } from './task-fault.ts';
import { isPure, taskAt, taskRun } from './task-run.ts';

/**
 * The tasks from `index` on that touch nothing but data and follow each other whatever comes out: they share one local activity. A task that
 * chooses where to go ends the batch.
 */
export function pureBatch(state: ExecutionState, list: TaskList, index: number, pointer: string, scope: RunScope): readonly TaskRun[] {
  const batch: TaskRun[] = [];
  for (let at = index; at < list.length; at += 1) {
    const named = taskAt(list, at, pointer);
    const { task } = named;
    const { compensate } = extensionsOf(task);
    if (!isPure(task) || extensionsFor(state, named, scope).length > 0 || (compensate && batch.length > 0)) break;
    const run = taskRun(state, named, scope);
    // The same task twice in one batch would share a name.
    if (batch.some(({ path }) => path === run.path)) break;
    state.count(run.pointer, scope);
    batch.push(run);
    if ('switch' in task || compensate || (task.then ?? 'continue') !== 'continue') break;
  }
  return batch;
}

/** Runs a single pure task. */
export function runPure(state: ExecutionState, named: NamedTask, data: Json, scope: RunScope): Promise<Ended> {
  const run = taskRun(state, named, scope);
  state.count(run.pointer, scope);
  return runBatch(state, [run], data, scope);
}

/** Runs such tasks in one local activity. */
export async function runBatch(state: ExecutionState, batch: readonly TaskRun[], data: Json, scope: RunScope): Promise<Ended> {
  const last = batch.at(-1);
  if (!last) return { data };
  registerUndo(state, last, data, scope);
  const result = await runPureTasks({ ...state.envelope(), ...taskData(state, data, scope), runs: batch });
  stopIfCancelled();
  for (const { pointer } of batch.slice(0, result.ran)) ran(scope, pointer, true);
  settledUndo(state, last, result.error || result.skipped ? 'none' : 'done', { input: result.input ?? data, output: result.data }, scope);
  if (result.error) {
    const failed = batch[result.ran];
    if (failed) ran(scope, failed.pointer, false);
    throw new TaskFault(result.error);
  }
  if (result.context !== undefined) state.context = result.context;
  const then = result.then ?? last.task.then;
  return { data: result.data, ...(then !== undefined && { then }), ...(result.skipped && { skipped: true }) };
}
