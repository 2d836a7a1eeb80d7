import { sleep } from '@temporalio/workflow';
import type { Json } from '#internal/kernel';
import type { EnterResult, TaskRun } from '../activities/activity-contract.ts';
import { isCall, isFunctionCall, isProcess, type Task, type TaskList } from '../domain/definition.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import { continueWhenFull } from './continue-run.ts';
import { enterTask, leaveTask, type ExecutionState } from './execution-state.ts';
import { whenNotPaused } from './paused-execution.ts';
import type { Frame, ListFrame } from './position.ts';
import { pureBatch, runBatch, runPure } from './pure-batch.ts';
import { runCall } from './run-call.ts';
import { runEmit } from './run-emit.ts';
import { extensionsFor, runExtended } from './run-extended.ts';
import { runFor } from './run-for.ts';
import { runFork } from './run-fork.ts';
import { runFunction } from './run-function.ts';
import { runListen } from './run-listen.ts';
import { runAgentProcess } from './run-agent-process.ts';
import { ran, type RunScope } from './run-scope.ts';
import { approved } from './run-approval.ts';
import { runSubflow } from './run-subflow.ts';
import { throttled } from './run-throttled.ts';
import { runTry } from './run-try.ts';
import { registerUndo, settledUndo, stopIfCancelled, taskData, timeoutMs, type Ended, type NamedTask, type RunOne } from './task-context.ts';
import { TaskFault, taskFault, unlessFailed } from './task-fault.ts';
import { interrupted, isPure, noteOf, taskAt, taskRun } from './task-run.ts';
import { withTimeLimit } from './time-limit.ts';

type Entered = Exclude<EnterResult, { readonly skipped: true } | { readonly error: unknown }>;

/** Of a task that holds others. */
interface CompoundFrame extends Frame {
  readonly kind: 'task';
  readonly startedAt: number;
  /** Once its condition held and its input was made. */
  entered?: Entered;
  /** When its time is up, in milliseconds. */
  until?: number;
}

/** Runs a list of tasks in the order that their directives give it. `then: 'end'` of the answer means the whole workflow. */
export function runList(state: ExecutionState, list: TaskList, pointer: string, data: Json, scope: RunScope): Promise<Ended> {
  return state.position.within<ListFrame, Ended>({ kind: 'list', index: 0, data }, async (frame) => {
    while (frame.index < list.length) {
      const paused = whenNotPaused(state, scope);
      if (paused) await paused;
      const handingOver = continueWhenFull(state);
      if (handingOver) await handingOver;
      const batch = pureBatch(state, list, frame.index, pointer, scope);
      const ended = batch.length > 0 ? await runBatch(state, batch, frame.data, scope) : await runOne(state, taskAt(list, frame.index, pointer), frame.data, scope);
      const { then = 'continue' } = ended;
      if (then === 'end') return ended;
      if (then === 'exit') return { data: ended.data, exited: true };
      frame.data = ended.data;
      frame.index = then === 'continue' ? frame.index + Math.max(1, batch.length) : list.findIndex((item) => Object.hasOwn(item, then));
    }
    return { data: frame.data };
  });
}

/** Runs one task, wherever it stands. */
export const runOne: RunOne = (state, named, data, scope) => {
  if (extensionsFor(state, named, scope).length > 0) return runExtended(state, named, data, scope, { runOne, runList });
  return isPure(named.task) ? runPure(state, named, data, scope) : runTask(state, named, data, scope);
};

async function runTask(state: ExecutionState, named: NamedTask, data: Json, scope: RunScope): Promise<Ended> {
  const { task } = named;
  const run = taskRun(state, named, scope);
  const { resuming } = state.position;
  if (!resuming) {
    state.count(run.pointer, scope);
    registerUndo(state, run, data, scope);
  }
  try {
    if (!resuming) await approved(state, run, data, scope);
    const ended = await throttled(state, run, data, scope, () => ('emit' in task ? runEmit(state, { ...run, task }, data, scope) : isCall(task) ? runCall(state, { ...run, task }, data, scope) : runCompound(state, run, data, scope)));
    ran(scope, run.pointer, true);
    const then = ended.then ?? task.then;
    return { ...ended, ...(then !== undefined && { then }) };
  } catch (error) {
    ran(scope, run.pointer, false);
    throw error;
  }
}

function runCompound(state: ExecutionState, named: TaskRun, data: Json, scope: RunScope): Promise<Ended> {
  return state.position.within<CompoundFrame, Ended>({ kind: 'task', startedAt: named.startedAt }, async (frame) => {
    const run: TaskRun = { ...named, startedAt: frame.startedAt };
    const { task, pointer } = run;
    const limit = timeoutMs(task, state);
    if (!frame.entered) {
      const entered = needsEntry(task) ? unlessFailed(await enterTask({ ...state.envelope(), ...taskData(state, data, scope), run })) : {};
      stopIfCancelled();
      if ('skipped' in entered) {
        state.saga.settle(run.path, 'none');
        return { data, then: 'continue', skipped: true };
      }
      if (!needsEntry(task)) state.note(noteOf(run, 'running'));
      frame.entered = entered;
      if (limit !== undefined) frame.until = Date.now() + limit;
    }
    const { entered } = frame;
    const input = entered.input ?? data;
    try {
      const left = frame.until === undefined ? undefined : Math.max(1, frame.until - Date.now());
      const inner = await withTimeLimit(left, () => runInside(state, run, input, scope, entered), () => taskFault('timeout', pointer, `the task took longer than ${limit ?? 0} ms`));
      let output = inner.data;
      if (task.output || task.export || hasOwnOutput(task)) {
        const shaped = unlessFailed(await leaveTask({ ...state.envelope(), ...taskData(state, data, scope), run, input, output }));
        stopIfCancelled();
        output = shaped.data;
        if (shaped.context !== undefined) state.context = shaped.context;
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
  });
}

/** The tasks that the interpreter itself runs, on their transformed input. */
async function runInside(state: ExecutionState, run: TaskRun, input: Json, scope: RunScope, entered: Entered): Promise<Ended> {
  const { task } = run;
  if ('wait' in task) {
    await sleep(entered.waitMs ?? 0);
    return { data: input };
  }
  if ('listen' in task) return runListen(state, { ...run, task }, input, scope, runList);
  if ('run' in task && 'workflow' in task.run) return runSubflow(state, { ...run, task: { ...task, run: task.run } }, input, scope);
  if (isProcess(task)) return runAgentProcess(state, { ...run, task }, input, scope);
  if ('try' in task) return runTry(state, run, task, input, scope, runList);
  if ('for' in task) return runFor(state, run, task, entered.items ?? [], input, scope, runList);
  if ('fork' in task) return state.position.pinned(() => runFork(state, run, task, input, scope, { runOne, runList }));
  if (isFunctionCall(task)) return runFunction(state, run, task, entered.arguments ?? input, scope, runOne);
  if ('do' in task) return runList(state, task.do, pointerTo(run.pointer, 'do'), input, scope);
  throw taskFault('runtime', run.pointer, `a task of kind ${run.kind} does not run here`);
}

/** Whether something must be evaluated, or shown, before the task runs. */
const needsEntry = (task: Task): boolean => task.if !== undefined || task.input !== undefined || 'wait' in task || 'for' in task || isFunctionCall(task);

/** Whether the output comes from outside, so that the step has to show it. */
const hasOwnOutput = (task: Task): boolean => 'listen' in task || 'run' in task;
