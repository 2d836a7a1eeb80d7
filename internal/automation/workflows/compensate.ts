import type { Unwound } from '#pkg/saga';
import type { Problem } from '../domain/definition-problem.ts';
import { markCompensating, type ExecutionState, type Undo } from './execution-state.ts';
import { runList } from './interpreter.ts';
import { undoSteps } from './undo-steps.ts';

/** Undoes what an execution has done, newest first. To be run where nothing can cancel it. */
export async function compensate(state: ExecutionState, cause: Problem): Promise<Unwound<Undo> | undefined> {
  if (state.saga.outstanding.length === 0) return undefined;
  await markCompensating({ ...state.envelope(), cause });
  state.shown.show('compensating');
  return undoSteps(state, cause, runList);
}
