import type { Actor } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { ExecutionJournal } from '../ports/execution-journal.ts';
import type { AdmitExecutions } from './admit-executions.ts';
import type { ExecutionRunner } from '../ports/execution-runner.ts';

export type StartExecution = (actor: Actor, id: ExecutionId) => Promise<void>;

/**
 * Reacts to `automation.execution.requested` and `.admitted`: hands a pending execution to the engine, outside of any transaction, when the
 * tenant's quota has room for it; otherwise it waits. One that somebody wants
 * cancelled and that the engine has never seen ends here, before its first task. Idempotent; throws `unavailable` while the engine is down.
 */
export function startExecution(deps: { readonly work: AutomationUnitOfWork; readonly runner: ExecutionRunner; readonly journal: ExecutionJournal; readonly admit: AdmitExecutions }): StartExecution {
  const { work, runner, journal, admit } = deps;
  return async (actor, id) => {
    const due = await work.run(actor, async ({ executions, workflows }) => {
      const execution = await executions.get(id);
      const { status, cancelRequestedAt, admittedAt, workflowId, workflowVersion } = execution;
      if (status !== 'pending') return undefined;
      if (!cancelRequestedAt && !admittedAt && !(await admit(actor, id))) return undefined;
      return { execution, version: await workflows.getVersion(workflowId, workflowVersion) };
    });
    if (!due) return;
    const { execution, version } = due;
    if (execution.cancelRequestedAt && !(await runner.state(execution)).known) {
      await journal.finished(actor, id, { status: 'cancelled' });
      return;
    }
    if (!execution.cancelRequestedAt || execution.admittedAt) await runner.start(actor, execution, version);
  };
}
