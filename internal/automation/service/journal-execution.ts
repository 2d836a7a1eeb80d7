import type { Actor, Clock } from '#internal/kernel';
import { hasEnded, beginCompensating, closedBy, conclude, start, type Execution, type ExecutionId } from '../domain/execution.ts';
import { executionChanged, executionFinished, executionStarted } from '../domain/execution-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { ExecutionJournal } from '../ports/execution-journal.ts';

/**
 * The history of executions as the interpreter's activities write it. Steps are history themselves and leave no audit entries; changes of
 * the execution do. `started` throws `conflict` for an execution that has ended, so that a straggler stops before its first task.
 */
export function journalExecution({ work, clock }: { readonly work: AutomationUnitOfWork; readonly clock: Clock }): ExecutionJournal {
  const change = (actor: Actor, id: string, verb: 'started' | 'compensating' | 'finished', apply: (execution: Execution) => Execution): Promise<Execution> =>
    work.run(actor, async ({ executions, audit, outbox }) => {
      const execution = await executions.lock(id as ExecutionId);
      const changed = apply(execution);
      if (changed === execution) return execution;
      await executions.save(changed);
      audit.record(executionChanged(verb, execution, changed));
      if (verb === 'started') outbox.publish(executionStarted(changed));
      if (verb === 'finished') outbox.publish(executionFinished(changed));
      return changed;
    });

  return {
    started: async (actor, id, temporalRunId) => void (await change(actor, id, 'started', (execution) => start(execution, temporalRunId, clock.now()))),
    startedUnlessEnded: async (actor, id, temporalRunId) => void (await change(actor, id, 'started', (execution) => (hasEnded(execution) ? execution : start(execution, temporalRunId, clock.now())))),
    continued: (actor, id, temporalRunId) =>
      work.run(actor, async ({ executions }) => {
        const execution = await executions.lock(id as ExecutionId);
        if (!hasEnded(execution) && execution.status !== 'pending' && execution.temporalRunId !== temporalRunId) await executions.save({ ...execution, temporalRunId });
      }),
    compensating: async (actor, id, cause) => void (await change(actor, id, 'compensating', (execution) => beginCompensating(execution, cause))),
    finished: async (actor, id, end) => void (await change(actor, id, 'finished', (execution) => conclude(execution, end, clock.now()))),
    completeUnlessStopped: async (actor, id, output) => {
      const completed = (execution: Execution): Execution => (execution.cancelRequestedAt ? execution : conclude(execution, { status: 'completed', output }, clock.now()));
      return (await change(actor, id, 'finished', completed)).status === 'completed';
    },
    step: (actor, id, step) => work.run(actor, ({ executions }) => executions.putStep(id as ExecutionId, step)),
    isWindingUp: (actor, id) =>
      work.read(actor, async ({ executions }) => {
        const cancelRequestedBy = await executions.cancelRequestedBy(id as ExecutionId);
        return cancelRequestedBy !== undefined && closedBy(cancelRequestedBy) !== undefined;
      }),
    atomically: (actor, nested) => work.run(actor, () => nested()),
  };
}
