import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { CallFunctionTask } from '../domain/definition.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import type { ExecutionState } from './execution-state.ts';
import { placeOf, type RunScope } from './run-scope.ts';
import type { Ended, RunOne } from './task-context.ts';
import { taskFault } from './task-fault.ts';

/**
 * Runs a function of the definition in the place of its call. It sees its arguments, not the variables around the call; errors name the place
 * in the function, tickets and steps the call.
 */
export async function runFunction(state: ExecutionState, run: TaskRun, { call }: CallFunctionTask, input: Json, scope: RunScope, runOne: RunOne): Promise<Ended> {
  const task = state.definition.use?.functions?.[call];
  if (!task) throw taskFault('configuration', run.pointer, `there is no function '${call}'`);
  const pointer = pointerTo('/use/functions', call);
  const inside: RunScope = { ...scope, bound: {}, names: { pointer, path: pointerTo(placeOf(scope, run.pointer), 'call') } };
  const { data, then } = await runOne(state, { name: call, task, pointer }, input, inside);
  return { data, ...(then === 'end' && { then }) };
}
