import type { Actor } from '#internal/kernel';
import { hasEnded, type ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { ExecutionRunner } from '../ports/execution-runner.ts';

export type DeliverPause = (actor: Actor, id: ExecutionId) => Promise<void>;

/**
 * Reacts to `automation.execution.pause_changed`: tells the engine whether the execution is paused as it stands now. One that the engine has not
 * seen is told when it starts. Idempotent; throws `unavailable` while the engine is down.
 */
export function deliverPause(deps: { readonly work: AutomationUnitOfWork; readonly runner: ExecutionRunner }): DeliverPause {
  return async (actor, id) => {
    const execution = await deps.work.read(actor, ({ executions }) => executions.get(id));
    if (!hasEnded(execution)) await deps.runner.pause(execution, execution.pausedAt !== undefined);
  };
}
