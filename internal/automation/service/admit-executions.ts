import type { Actor, Clock } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import type { ExecutionQuotas } from '../domain/execution-quota.ts';
import { executionAdmitted } from '../domain/execution-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

/** Answers whether `wanted` is among those that were admitted now. */
export type AdmitExecutions = (actor: Actor, wanted?: ExecutionId) => Promise<boolean>;

/**
 * Lets waiting executions start, the most urgent and then the longest waiting first, while the tenant has fewer open ones than its quota allows.
 * Reacts to the end of an execution; `wanted` is started by the caller, the others by their `admitted` event. Idempotent.
 */
export function admitExecutions(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly quotas: ExecutionQuotas }): AdmitExecutions {
  return async (actor, wanted) => {
    if (!(await deps.work.read(actor, ({ executions }) => executions.anyWaiting()))) return false;
    return deps.work.run(actor, async ({ executions, outbox }) => {
      const admitted = await executions.admit(deps.quotas(actor.tenantId).concurrent, deps.clock.now());
      outbox.publish(...admitted.filter((id) => id !== wanted).map((id) => executionAdmitted({ id })));
      return admitted.some((id) => id === wanted);
    });
  };
}
