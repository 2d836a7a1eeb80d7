import type { Actor, Clock } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import type { ExecutionQuotas } from '../domain/execution-quota.ts';
import { executionAdmitted } from '../domain/execution-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

/** Answers whether `starting`, which the caller is about to start, may start. */
export type AdmitExecutions = (actor: Actor, starting?: ExecutionId) => Promise<boolean>;

/**
 * Lets waiting executions start, the most urgent and then the longest waiting first, while the tenant has fewer open ones than its quota allows.
 * Reacts to the end of an execution; `starting` is started by the caller, those whose start was put off by their `admitted` event, and the others
 * when their request is delivered. Idempotent.
 */
export function admitExecutions(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly quotas: ExecutionQuotas }): AdmitExecutions {
  return async (actor, starting) => {
    if (starting === undefined && !(await deps.work.read(actor, ({ executions }) => executions.anyPutOff()))) return false;
    return deps.work.run(actor, async ({ executions, outbox }) => {
      const { starts, resumed } = await executions.admit(deps.quotas(actor.tenantId).concurrent, deps.clock.now(), starting);
      outbox.publish(...resumed.map((id) => executionAdmitted({ id })));
      return starts;
    });
  };
}
