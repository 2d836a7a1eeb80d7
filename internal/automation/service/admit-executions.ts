import type { Actor, Clock } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import { executionAdmitted } from '../domain/execution-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { CurrentQuota } from './current-quota.ts';

/** Answers whether `starting`, which the caller is about to start, may start. */
export type AdmitExecutions = (actor: Actor, starting?: ExecutionId) => Promise<boolean>;

/**
 * Lets waiting executions start, the most urgent and then the longest waiting first, while the tenant has fewer open ones than its quota allows.
 * Reacts to the end of an execution; `starting` is started by the caller, those whose start was put off by their `admitted` event, and the others
 * when their request is delivered. Idempotent.
 */
export function admitExecutions(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly quotas: CurrentQuota }): AdmitExecutions {
  return async (actor, starting) => {
    if (starting === undefined && !(await deps.work.read(actor, ({ executions }) => executions.anyPutOff()))) return false;
    const { concurrent } = await deps.quotas(actor);
    return deps.work.run(actor, async ({ executions, outbox }) => {
      const { starts, resumed } = await executions.admit(concurrent, deps.clock.now(), starting);
      outbox.publish(...resumed.map((id) => executionAdmitted({ id })));
      return starts;
    });
  };
}
