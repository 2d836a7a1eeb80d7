import { allHandlersFinished, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { Ending } from './continued-run.ts';
import type { RunDefinitionInput, RunDefinitionResult } from './contract.ts';
import type { ExecutionState } from './execution-state.ts';
import { stopIfCancelled } from './task-context.ts';

/**
 * To be asked wherever nothing is under way: goes on in a new run of the same execution when the history of this one has become long. Undefined
 * while it has not, so that asking takes no turn. What was asked of the execution meanwhile has been heard first.
 */
export function continueWhenFull(state: ExecutionState, ending?: Ending): Promise<never> | undefined {
  const { continueAfterEvents } = state.input;
  if (continueAfterEvents === undefined || !state.position.storable || state.position.pending) return undefined;
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  if ((historyLength < continueAfterEvents && !continueAsNewSuggested) || !allHandlersFinished()) return undefined;
  if (!ending) stopIfCancelled();
  return continueAsNew<(input: RunDefinitionInput) => Promise<RunDefinitionResult>>({ ...state.input, continued: state.handOver(ending) });
}
