import type { Actor } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { ExecutionRunner } from '../ports/execution-runner.ts';

export type TellParent = (actor: Actor, id: ExecutionId) => Promise<void>;

/** Reacts to `automation.execution.finished`: the execution that started this one is told. Idempotent; throws `unavailable` while the engine is down. */
export function tellParent({ work, runner }: { readonly work: AutomationUnitOfWork; readonly runner: Pick<ExecutionRunner, 'notify'> }): TellParent {
  return async (actor, id) => {
    const { parentExecutionId } = await work.read(actor, ({ executions }) => executions.get(id));
    if (parentExecutionId !== undefined) await runner.notify({ id: parentExecutionId as ExecutionId }, `child:${id}`);
  };
}
