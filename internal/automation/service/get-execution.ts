import type { Actor } from '#internal/kernel';
import type { Execution, ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { StepRecord } from '../ports/execution-journal.ts';

/** Steps shown with an execution; the oldest of a longer history are left out. */
export const MOST_STEPS = 1000;

export type ExecutionWithSteps = Execution & { readonly steps: readonly StepRecord[] };
export type GetExecution = (actor: Actor, id: ExecutionId) => Promise<ExecutionWithSteps>;

/** An execution and its last steps. Throws `not_found`. */
export function getExecution(deps: { readonly work: AutomationUnitOfWork }): GetExecution {
  return (actor, id) =>
    deps.work.read(actor, async ({ executions }) => {
      const execution = await executions.get(id);
      return { ...execution, steps: await executions.steps(id, MOST_STEPS) };
    });
}
