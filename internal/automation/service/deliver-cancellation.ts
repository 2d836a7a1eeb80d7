import type { Actor } from '#internal/kernel';
import { hasEnded, type ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { ExecutionJournal } from '../ports/execution-journal.ts';
import type { ExecutionRunner } from '../ports/execution-runner.ts';

export type DeliverCancellation = (actor: Actor, id: ExecutionId) => Promise<void>;

/**
 * Reacts to `automation.execution.cancel_requested`, which comes after the `requested` of the same execution: asks the engine to cancel.
 * Idempotent; throws `unavailable` while the engine is down.
 */
export function deliverCancellation(deps: { readonly work: AutomationUnitOfWork; readonly runner: ExecutionRunner; readonly journal: ExecutionJournal }): DeliverCancellation {
  return async (actor, id) => {
    const execution = await deps.work.read(actor, ({ executions }) => executions.get(id));
    if (!execution.admittedAt && execution.status === 'pending') {
      // It waits for its turn and has never been at the engine.
      await deps.journal.finished(actor, id, { status: 'cancelled' });
      return;
    }
    if (!hasEnded(execution)) await deps.runner.cancel(execution);
  };
}
