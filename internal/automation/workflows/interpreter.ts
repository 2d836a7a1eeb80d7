import { sleep } from '@temporalio/workflow';
import type { Json } from '#internal/kernel';
import type { StepNote, TaskRun } from '../activities/activity-contract.ts';
import { entryOf, isCallBy, kindOf, type DoTask, type Task, type TaskList, type TryTask, type WaitTask } from '../domain/definition.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import { problem, type Problem } from '../domain/definition-problem.ts';
import { enterTask, leaveTask, runPureTasks, type ExecutionState } from './execution-state.ts';
import { runCall } from './run-call.ts';
import { runEmit } from './run-emit.ts';
import { nextRun, ran, type RunScope } from './run-scope.ts';
import { runTry } from './run-try.ts';
import { registerUndo, settledUndo, stopIfCancelled, taskData, timeoutMs, type Ended } from './task-context.ts';
import { TaskFault, taskFault, unlessFailed } from './task-fault.ts';
import { withTimeLimit } from './time-limit.ts';

/** Runs a list of tasks in the order that their directives give it. `then: 'end'` of the answer means the whole workflow. */
export async function runList(state: ExecutionState, list: TaskList, pointer: string, data: Json, scope: RunScope): Promise<Ended> {
  let ended: Ended = { data };
  let index = 0;
  while (index < list.length) {
    const batch = pureBatch(state, list, index, pointer, scope);
    const last = batch.at(-1);
    if (last) {
      ended = await runBatch(state, batch, ended.data, scope);
      index += batch.length - 1;
    } else {
      ended = await runTask(state, list, index, pointer, ended.data, scope);
    }
    const { then = 'continue' } = ended;
    if (then === 'end') return ended;
    if (then === 'exit') break;
    index = then === 'continue' ? index + 1 : list.findIndex((item) => Object.hasOwn(item, then));
  }
  return { data: ended.data };
}

/**
 * The tasks from `index` on that touch nothing but data and follow each other whatever comes out: they share one local activity. A task that
 * chooses where to go ends the batch.
 */
function pureBatch(state: ExecutionState, list: TaskList, index: number, pointer: string, scope: RunScope): readonly TaskRun[] {
  const batch: TaskRun[] = [];
  for (let at = index; at < list.length; at += 1) {
    const [name, task] = entryAt(list, at);
    const pure = 'set' in task || 'switch' in task || 'raise' in task;
    if (!pure || (task.compensate && batch.length > 0)) break;
    const run = taskRun(name, resolved(task, state), pointerTo(pointer, at, name), scope);
    // The same task twice in one batch would share a name.
    if (batch.some(({ path }) => path === run.path)) break;
    state.count(run.pointer);
    batch.push(run);
    if ('switch' in task || task.compensate || (task.then ?? 'continue') !== 'continue') break;
  }
  return batch;
}

async function runBatch(state: ExecutionState, batch: readonly TaskRun[], data: Json, scope: RunScope): Promise<Ended> {
  const [first] = batch;
  const last = batch.at(-1);
  if (!first || !last) return { data };
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
  return { data: result.data, ...(then !== undefined && { then }) };
}

async function runTask(state: ExecutionState, list: TaskList, index: number, pointer: string, data: Json, scope: RunScope): Promise<Ended> {
  const [name, task] = entryAt(list, index);
  const run = taskRun(name, task, pointerTo(pointer, index, name), scope);
  state.count(run.pointer);
  registerUndo(state, run, data, scope);
  try {
    const ended = 'emit' in task ? await runEmit(state, { ...run, task }, data, scope) : isCallBy('http', task) ? await runCall(state, { ...run, task }, data, scope) : await runCompound(state, run, data, scope);
    ran(scope, run.pointer, true);
    const then = ended.then ?? task.then;
    return { data: ended.data, ...(then !== undefined && { then }) };
  } catch (error) {
    ran(scope, run.pointer, false);
    throw error;
  }
}

async function runCompound(state: ExecutionState, run: TaskRun, data: Json, scope: RunScope): Promise<Ended> {
  const { task, pointer } = run;
  const entered = needsEntry(task) ? unlessFailed(await enterTask({ ...state.envelope(), ...taskData(state, data, scope), run })) : {};
  stopIfCancelled();
  if ('skipped' in entered) {
    state.saga.settle(run.path, 'none');
    return { data, then: 'continue' };
  }
  if (!needsEntry(task)) state.note(noteOf(run, 'running'));
  const input = entered.input ?? data;
  try {
    const limit = timeoutMs(task, state);
    const inner = await withTimeLimit(limit, () => runInside(state, run, input, scope, entered.waitMs), () => taskFault('timeout', pointer, `the task took longer than ${limit ?? 0} ms`));
    let output = inner.data;
    if (task.output || task.export) {
      const left = unlessFailed(await leaveTask({ ...state.envelope(), ...taskData(state, data, scope), run: run, input, output }));
      stopIfCancelled();
      output = left.data;
      if (left.context !== undefined) state.context = left.context;
    } else {
      state.note(noteOf(run, 'completed'));
    }
    settledUndo(state, run, 'done', { input, output }, scope);
    return { ...inner, data: output };
  } catch (error) {
    // Something inside may have been done: its compensation stays on the stack.
    state.note({ ...noteOf(run, 'failed'), error: error instanceof TaskFault ? error.problem : interrupted(run) });
    throw error;
  }
}

async function runInside(state: ExecutionState, run: TaskRun, input: Json, scope: RunScope, waitMs: number | undefined): Promise<Ended> {
  const task = run.task as DoTask | TryTask | WaitTask;
  if ('wait' in task) {
    await sleep(waitMs ?? 0);
    return { data: input };
  }
  if ('try' in task) return runTry(state, run, task, input, scope, runList);
  return runList(state, task.do, pointerTo(run.pointer, 'do'), input, scope);
}

/** Whether something must be evaluated, or shown, before the task runs. */
const needsEntry = (task: Task): boolean => task.if !== undefined || task.input !== undefined || 'wait' in task;

const taskRun = (name: string, task: Task, pointer: string, scope: RunScope): TaskRun => ({
  ...nextRun(scope, pointer),
  pointer,
  name,
  task,
  kind: scope.undoing ? 'compensate' : kindOf(task),
  startedAt: Date.now(),
});

const entryAt = (list: TaskList, index: number): readonly [string, Task] => {
  const item = list[index];
  if (!item) throw new RangeError(`no task ${index}`);
  return entryOf(item);
};

/** A raised error that is named in `use.errors`, put in its place. */
const resolved = (task: Task, { definition }: ExecutionState): Task => {
  if (!('raise' in task) || typeof task.raise.error !== 'string') return task;
  const error = definition.use?.errors?.[task.raise.error];
  return error ? { ...task, raise: { error } } : task;
};

const noteOf = ({ path, name, kind, attempt, startedAt }: TaskRun, status: StepNote['status']): StepNote => ({
  path, name, kind, attempt, startedAt, status, ...(status !== 'running' && { finishedAt: Date.now() }),
});

const interrupted = ({ pointer }: TaskRun): Problem => problem('runtime', pointer, 'the task was stopped');
