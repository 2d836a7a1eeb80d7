import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { ForTask } from '../domain/definition.ts';
import { loopVariables } from '../domain/definition-tasks.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import { checkCondition, type ExecutionState } from './execution-state.ts';
import { placeOf, type RunScope } from './run-scope.ts';
import { stopIfCancelled, taskData, type Ended, type RunList } from './task-context.ts';
import { unlessFailed } from './task-fault.ts';

/**
 * Runs tasks once for each item, in order: the output of an iteration is the input of the next, that of the last is the task's. `exit` ends
 * an iteration, `end` the workflow; `while` is asked before each iteration, on the data that it would get.
 */
export async function runFor(state: ExecutionState, run: TaskRun, task: ForTask, items: readonly Json[], input: Json, scope: RunScope, runList: RunList): Promise<Ended> {
  const [each, at] = loopVariables(task.for);
  const pointer = pointerTo(run.pointer, 'do');
  let data = input;
  for (const [index, item] of items.entries()) {
    // An iteration has a name of its own, so that a loop that is run again finds the ticket of each.
    const names = { pointer, path: pointerTo(placeOf(scope, run.pointer), 'for', index, 'do') };
    const inside: RunScope = { ...scope, names, bound: { ...scope.bound, [each]: item, [at]: index } };
    if (task.while !== undefined) {
      const { holds } = unlessFailed(await checkCondition({ ...state.envelope(), ...taskData(state, data, inside), run, condition: task.while, input }));
      stopIfCancelled();
      if (!holds) break;
    }
    state.count(run.pointer);
    const ended = await runList(state, task.do, pointer, data, inside);
    data = ended.data;
    if (ended.then === 'end') return ended;
  }
  return { data };
}
