import { ActivityFailure, CancellationScope, isCancellation } from '@temporalio/workflow';
import type { Json } from '#internal/kernel';
import type { CallHttpResult, TaskRun } from '../activities/activity-contract.ts';
import type { CallTask } from '../domain/definition.ts';
import { callAuthentication } from '../domain/definition-addresses.ts';
import { fetchesSchemas } from '../domain/definition-schemas.ts';
import { callHttpWithin, callOutWithin, type ExecutionState } from './execution-state.ts';
import { endsExecution } from './folded-ends.ts';
import type { RunScope } from './run-scope.ts';
import { settledUndo, stopIfCancelled, taskData, timeoutMs, type Ended } from './task-context.ts';
import { TaskFault, taskFault } from './task-fault.ts';

/** A call that says nothing of a timeout gets this one. */
const DEFAULT_CALL_TIMEOUT_MS = 30_000;

/** Runs a `call` task: one activity, one ticket. */
export async function runCall(state: ExecutionState, run: TaskRun & { readonly task: CallTask }, data: Json, scope: RunScope): Promise<Ended> {
  const { task, path, pointer } = run;
  const limit = timeoutMs(task, state) ?? DEFAULT_CALL_TIMEOUT_MS;
  const { input } = state;
  const { authentications, secrets } = state.definition.use ?? {};
  const reference = callAuthentication({ task, pointer })?.authentication;
  const authentication = reference && 'use' in reference ? authentications?.[reference.use] : reference;
  const call = task.call === 'http' ? callHttpWithin(limit) : callOutWithin(limit);
  // A header, too: ASCII only.
  const key = encodeURI(`${input.executionId}:${path}:${scope.undoing ? 'undo' : 'do'}`);
  let result: CallHttpResult;
  state.shown.ticket(path, 'RUNNING');
  state.shown.show();
  try {
    result = await call({
      ...state.envelope(),
      ...taskData(state, data, scope),
      workflow: state.factsFor(task),
      run,
      ticket: {
        type: scope.undoing ? 'COMPENSATE' : 'EXECUTE',
        key,
        priority: input.priority ?? 'NORMAL',
        ...(scope.undoing?.takesBack?.lastTask === pointer && { compensates: scope.undoing.takesBack.ticketId }),
        ...(input.timeoutSeconds !== undefined && { slaDeadline: state.facts.startedAt + input.timeoutSeconds * 1000 }),
      },
      ...(authentication && { authentication: authentication as Json }),
      ...((task.call !== 'http' || fetchesSchemas(task)) && authentications && { authentications: authentications as Json }),
      ...(secrets && { secrets }),
      timeoutMs: limit,
      mayRetry: scope.mayRetry || scope.undoing !== undefined,
      ...(endsExecution(state, run, scope) && { last: true as const }),
    });
  } catch (error) {
    // Cancelled without an answer, or refused by our own books: what is registered stays unknown.
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    stopIfCancelled();
    throw taskFault('runtime', pointer, error.cause?.message ?? error.message);
  }
  state.written(result);
  settledUndo(state, run, result.effect, { input: result.input ?? data, output: result.data ?? null, ...(result.ticketId !== undefined && { ticketId: result.ticketId }) }, scope);
  if (result.ticketId !== undefined) {
    if (result.error && result.effect !== 'done') state.ticketOpen(result.ticketId, result.error, path);
    else state.ticketDone(result.ticketId, path);
  } else {
    state.shown.ticket(path, undefined);
  }
  if (!result.finished) stopIfCancelled();
  // The order to stop is on its way, and nothing may follow until it is here.
  if (result.withheld) await CancellationScope.current().cancelRequested;
  if (result.skipped) return { data, then: 'continue', skipped: true };
  if (result.error) throw new TaskFault(result.error);
  if (result.context !== undefined) state.context = result.context;
  return { data: result.data ?? null };
}
