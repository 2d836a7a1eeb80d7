import type { Actor, Clock } from '#internal/kernel';
import { requestCancellation, type Execution, type ExecutionId } from '../domain/execution.ts';
import { cancellationRequested, executionChanged } from '../domain/execution-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type CancelExecution = (actor: Actor, id: ExecutionId) => Promise<Execution>;

/**
 * Notes that somebody wants the execution stopped and its finished tasks undone; it happens as soon as the engine answers. Asking again
 * changes nothing. Throws `conflict` when the execution has ended.
 */
export function cancelExecution(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock }): CancelExecution {
  return (actor, id) =>
    deps.work.run(actor, async ({ executions, audit, outbox }) => {
      const execution = await executions.lock(id);
      const cancelling = requestCancellation(execution, actor.subject, deps.clock.now());
      if (cancelling === execution) return execution;
      await executions.save(cancelling);
      audit.record(executionChanged('cancel_requested', execution, cancelling));
      outbox.publish(cancellationRequested(cancelling));
      return { ...cancelling, version: cancelling.version + 1 };
    });
}
