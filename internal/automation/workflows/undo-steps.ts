import { ActivityFailure, log, sleep } from '@temporalio/workflow';
import type { Registered, Unwound } from '#pkg/saga';
import type { Json } from '#internal/kernel';
import { pointerTo } from '../domain/json-pointer.ts';
import type { Problem } from '../domain/definition-problem.ts';
import { COMPENSATION_RETRY, retryDelayMs, retryPolicy } from '../domain/retry-policy.ts';
import { decideCatch, type ExecutionState } from './execution-state.ts';
import type { Undo } from './undo.ts';
import type { RunScope } from './run-scope.ts';
import { taskData, type RunList } from './task-context.ts';
import { TaskFault, taskFault, unlessFailed } from './task-fault.ts';
import { taskAt } from './task-run.ts';

interface Bounds {
  readonly only?: (key: string) => boolean;
  /** Awaited before each step. */
  readonly pause?: () => Promise<void> | undefined;
}

/** Undoes steps, newest first: all, or those that `only` names. One that fails does not keep the others from being undone; the state remembers it. */
export async function undoSteps(state: ExecutionState, cause: Problem, runList: RunList, { only, pause }: Bounds = {}): Promise<Unwound<Undo>> {
  const undoOne = async (entry: Registered<Undo>): Promise<void> => {
    try {
      await state.position.pinned(() => undo(state, entry, cause, runList));
    } catch (error) {
      state.undoFailures.push({ task: entry.step.path, error: error instanceof TaskFault ? error.problem : null });
      throw error;
    }
  };
  const unwound = await state.saga.unwind(undoOne, only, pause);
  for (const { entry, error } of unwound.failed) {
    log.error('a compensation failed', { executionId: state.input.executionId, task: entry.step.path, error: error instanceof TaskFault ? error.problem : String(error) });
  }
  return unwound;
}

async function undo(state: ExecutionState, { step }: Registered<Undo>, cause: Problem, runList: RunList): Promise<void> {
  const { compensate: how, path, input, output, ticketId } = step;
  const list = pointerTo(path, 'compensate', 'do');
  const takesBack = ticketId === undefined || how.do.length === 0 ? undefined : { ticketId, lastTask: taskAt(how.do, how.do.length - 1, list).pointer };
  const policy = retryPolicy(how.retry, state.definition.use) ?? COMPENSATION_RETRY;
  const bound: Readonly<Record<string, Json>> = { ...step.bound, input, output, error: cause };
  const begun = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    // Fresh visits: what an earlier attempt has finished keeps its name, so that its ticket says that it is done.
    const scope: RunScope = { bound, mayRetry: true, undoing: { attempt, ...(takesBack && { takesBack }) }, visits: new Map() };
    try {
      if (how.when !== undefined && !(await holds(state, step, how.when, scope, cause))) return;
      await runList(state, how.do, list, input, scope);
      return;
    } catch (error) {
      const fault = asFault(error, step);
      const again = await retryAllowed(state, step, policy, scope, fault.problem);
      const delay = again ? retryDelayMs(policy, attempt, Date.now() - begun, Math.random()) : undefined;
      if (delay === undefined) {
        state.giveUpTickets(path);
        throw fault;
      }
      if (delay > 0) await sleep(delay);
    }
  }
}

const holds = async (state: ExecutionState, step: Undo, when: string, scope: RunScope, error: Problem): Promise<boolean> => (await ask(state, step, { when }, scope, error)).caught;

async function retryAllowed(state: ExecutionState, step: Undo, { when, exceptWhen }: { readonly when?: string; readonly exceptWhen?: string }, scope: RunScope, error: Problem): Promise<boolean> {
  if (when === undefined && exceptWhen === undefined) return true;
  try {
    return (await ask(state, step, { ...(when !== undefined && { when }), ...(exceptWhen !== undefined && { exceptWhen }) }, scope, error)).caught;
  } catch (fault) {
    if (fault instanceof TaskFault) return false;
    throw fault;
  }
}

async function ask(state: ExecutionState, step: Undo, conditions: { readonly when?: string; readonly exceptWhen?: string }, scope: RunScope, error: Problem) {
  const { path, pointer, name, compensate: how, input } = step;
  const run = { path, pointer, name, kind: 'compensate', attempt: 1, startedAt: Date.now(), task: { do: [], compensate: how } };
  return unlessFailed(await decideCatch({ ...state.envelope(), ...taskData(state, input, scope), run, variable: 'error', error, ...conditions }));
}

/** Refusals of our own books count as failures of the compensation; anything else is a bug and stops the workflow where it is. */
function asFault(error: unknown, { pointer }: Undo): TaskFault {
  if (error instanceof TaskFault) return error;
  if (error instanceof ActivityFailure) return taskFault('runtime', pointer, error.cause?.message ?? error.message);
  throw error;
}
