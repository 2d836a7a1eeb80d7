import { sleep } from '@temporalio/workflow';
import { runDefinition as original } from '../workflows/run-definition.ts';
import type { RunDefinitionInput, RunDefinitionResult } from '../workflows/contract.ts';

/** The interpreter with a change that running executions would not survive: what the replay test must notice. */
export async function runDefinition(input: RunDefinitionInput): Promise<RunDefinitionResult> {
  await sleep(1);
  return original(input);
}
