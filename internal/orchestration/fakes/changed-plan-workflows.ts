import { sleep } from '@temporalio/workflow';
import { runPlan as original } from '../workflows/run-plan.ts';
import type { RunPlanInput, RunPlanResult } from '../workflows/contract.ts';

/** The workflow with a change that running plans would not survive: what the replay test must notice. */
export async function runPlan(input: RunPlanInput): Promise<RunPlanResult> {
  await sleep(1);
  return original(input);
}
