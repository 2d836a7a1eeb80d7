import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { ForTask } from '../domain/definition.ts';
import { loopVariables } from '../domain/definition-tasks.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import { checkCondition, type ExecutionState } from './execution-state.ts';
import type { Frame } from './position.ts';
import { placeOf, type RunScope } from './run-scope.ts';
import { stopIfCancelled, taskData, type Ended, type RunList } from './task-context.ts';
import { unlessFailed } from './task-fault.ts';

interface LoopFrame extends Frame {
  readonly kind: 'for';
  index: number;
  data: Json;
  /** The iteration has been counted, and its condition held. */
  begun: boolean;
}

/**
 * Runs tasks once for each item, in order: the output of an iteration is the input of the next, that of the last is the task's. `exit` ends
 * an iteration, `end` the workflow; `while` is asked before each iteration, on the data that it would get.
 */
export function runFor(state: ExecutionState, run: TaskRun, task: ForTask, items: readonly Json[], input: Json, scope: RunScope, runList: RunList): Promise<Ended> {
  const [each, at] = loopVariables(task.for);
  const pointer = pointerTo(run.pointer, 'do');
  return state.position.within<LoopFrame, Ended>({ kind: 'for', index: 0, data: input, begun: false }, async (frame) => {
    for (; frame.index < items.length; frame.index += 1) {
      const { index } = frame;
      // An iteration has a name of its own, so that a loop that is run again finds the ticket of each.
      const names = { pointer, path: pointerTo(placeOf(scope, run.pointer), 'for', index, 'do') };
      const inside: RunScope = { ...scope, names, bound: { ...scope.bound, [each]: items[index] ?? null, [at]: index } };
      if (!frame.begun && task.while !== undefined) {
        const { holds } = unlessFailed(await checkCondition({ ...state.envelope(), ...taskData(state, frame.data, inside), run, condition: task.while, input }));
        stopIfCancelled();
        if (!holds) break;
      }
      if (!frame.begun) state.count(run.pointer, scope);
      frame.begun = true;
      const ended = await runList(state, task.do, pointer, frame.data, inside);
      frame.data = ended.data;
      if (ended.then === 'end') return ended;
      frame.begun = false;
    }
    return { data: frame.data };
  });
}
