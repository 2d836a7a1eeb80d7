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
  return async (actor, id) => {
    const { execution, version } = await deps.work.read(actor, async ({ executions, workflows }) => {
      const found = await executions.get(id);
      return { execution: found, version: await workflows.getVersion(found.workflowId, found.workflowVersion) };
    });
    if (execution.status !== 'pending') return;
    if (execution.cancelRequestedAt && !(await deps.runner.state(execution)).known) {
      await deps.journal.finished(actor, id, { status: 'cancelled' });
      return;
    }
    if (!execution.admittedAt && !(await deps.admit(actor, id))) return;
    await deps.runner.start(actor, execution, version);
  };
}
