import type { Actor, Clock } from '#internal/kernel';
import { pause, resume, type Execution, type ExecutionId } from '../domain/execution.ts';
import { executionChanged, pauseChanged } from '../domain/execution-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type PauseExecution = (actor: Actor, id: ExecutionId, paused: boolean) => Promise<Execution>;

/**
 * Notes that an execution is to be paused, or to go on: what runs now ends, and no further task starts meanwhile. Waits and deadlines go on
 * counting. Throws `conflict` when the execution has ended, or cannot be paused because it is being undone.
 */
export function pauseExecution(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock }): PauseExecution {
  return (actor, id, paused) =>
    deps.work.run(actor, async ({ executions, audit, outbox }) => {
      const execution = await executions.lock(id);
      const changed = paused ? pause(execution, actor.subject, deps.clock.now()) : resume(execution);
      if (changed === execution) return execution;
      await executions.save(changed);
      audit.record(executionChanged(paused ? 'paused' : 'resumed', execution, changed));
      outbox.publish(pauseChanged(changed));
      return { ...changed, version: changed.version + 1 };
    });
}
