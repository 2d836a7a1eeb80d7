import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { EmitTask } from '../domain/definition.ts';
import { emitEvent } from './exchange-proxies.ts';
import type { ExecutionState } from './execution-state.ts';
import type { RunScope } from './run-scope.ts';
import { settledUndo, stopIfCancelled, taskData, type Ended } from './task-context.ts';
import { TaskFault } from './task-fault.ts';

/** Runs an `emit` task: one local activity, which stores the event together with the step. */
export async function runEmit(state: ExecutionState, run: TaskRun & { readonly task: EmitTask }, data: Json, scope: RunScope): Promise<Ended> {
  const { namespace, name } = state.definition.document;
  const result = await emitEvent({ ...state.envelope(), ...taskData(state, data, scope), run, document: { namespace, name } });
  const none = 'error' in result || 'skipped' in result;
  settledUndo(state, run, none ? 'none' : 'done', { input: none ? data : (result.input ?? data), output: none ? null : result.data }, scope);
  stopIfCancelled();
  if ('error' in result) throw new TaskFault(result.error);
  if ('skipped' in result) return { data, then: 'continue', skipped: true };
  if (result.context !== undefined) state.context = result.context;
  return { data: result.data };
}
