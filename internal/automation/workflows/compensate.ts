import type { Ending } from './continued-run.ts';
import { continueWhenFull } from './continue-run.ts';
import { markCompensating, type ExecutionState } from './execution-state.ts';
import { runList } from './interpreter.ts';
import { undoSteps } from './undo-steps.ts';

/** Undoes what is done, newest first; tells whether there was anything. To be run where nothing can cancel it. */
export async function compensate(state: ExecutionState, ending: Ending): Promise<boolean> {
  const goesOn = state.input.continued?.ending !== undefined;
  if (state.saga.outstanding.length === 0) return goesOn;
  if (!goesOn) {
    await markCompensating({ ...state.envelope(), cause: ending.error });
    state.shown.show('compensating');
  }
  await undoSteps(state, ending.error, runList, { pause: () => continueWhenFull(state, ending) });
  return true;
}
