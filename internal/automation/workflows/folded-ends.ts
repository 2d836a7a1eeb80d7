import type { TaskRun } from '../activities/activity-contract.ts';
import { entryOf, extensionsOf, isCall, type Task } from '../domain/definition.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import type { ExecutionState } from './execution-state.ts';
import { extensionsFor } from './run-extended.ts';
import type { RunScope } from './run-scope.ts';
import { taskAt } from './task-run.ts';

/*
 * The beginning and the end of an execution are each a transaction of their own and an activity of their own. Where a call is the first or the
 * last thing that happens they are written by it: that is most of what a short execution costs beside its effects.
 */

/** Whether the execution begins with a call that nothing precedes, not even a look at the input. */
export function beginsWithCall(state: ExecutionState): boolean {
  const { definition, input, paused } = state;
  if (!input.folds || definition.input || paused || input.startAt) return false;
  const named = taskAt(definition.do, 0, '/do');
  return isCall(named.task) && isPlain(named.task) && extensionsFor(state, named, { bound: {}, mayRetry: false, visits: state.visits }).length === 0;
}

/**
 * Whether nothing comes after this call, and nothing that was done can be undone: whoever stops the execution between the call's end and the
 * workflow's then comes too late, and no compensation contradicts that.
 */
export function endsExecution(state: ExecutionState, { task, path, pointer }: TaskRun, { undoing, mayRetry }: RunScope): boolean {
  const { definition, input, saga } = state;
  const last = definition.do.at(-1);
  if (!input.folds || !last || undoing || mayRetry || definition.output || input.verification !== undefined) return false;
  if (path !== pointer || pointer !== pointerTo('/do', definition.do.length - 1, entryOf(last)[0]) || (task.then ?? 'continue') !== 'continue') return false;
  return isPlain(task) && !extensionsOf(task).compensate && (definition.use?.extensions ?? []).length === 0 && saga.outstanding.length === 0 && !state.ticketsWait && state.undoFailures.length === 0;
}

/** Nobody is asked and nothing is waited for around it. */
const isPlain = (task: Task): boolean => {
  const { approval, throttle } = extensionsOf(task);
  return !approval && !throttle;
};
