import { condition } from '@temporalio/workflow';
import type { ExecutionState } from './execution-state.ts';
import type { RunScope } from './run-scope.ts';

/** To be asked before each task: waits while the execution is paused. Undefined while it is not, so that asking takes no turn; what undoes never waits. */
export const whenNotPaused = (state: ExecutionState, { undoing }: RunScope): Promise<void> | undefined => (state.paused && !undoing ? condition(() => !state.paused) : undefined);
