import type { Actor, Clock } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { endApproval } from './exchange-approvals.ts';

export type EndWaits = (actor: Actor, id: ExecutionId) => Promise<void>;

/** Reacts to `automation.execution.finished`: whatever the execution still waited for, nobody waits any more. Idempotent. */
export function endWaits({ work, clock }: { readonly work: AutomationUnitOfWork; readonly clock: Clock }): EndWaits {
  return async (actor, id) => {
    const open = await work.run(actor, async ({ subscriptions, approvals }) => {
      await subscriptions.end({ executionId: id }, clock.now());
      return approvals.pendingOf(id);
    });
    for (const approval of open) await endApproval({ work, clock }, actor, approval.id, 'cancelled');
  };
}
