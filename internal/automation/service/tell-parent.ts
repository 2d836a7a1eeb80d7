import type { Actor } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { ExecutionRunner } from '../ports/execution-runner.ts';

/** `parent` as the event says it; events of older versions say nothing. */
export type TellParent = (actor: Actor, id: ExecutionId, parent?: ExecutionId | null) => Promise<void>;

/** Reacts to `automation.execution.finished`: the execution that started this one is told. Idempotent; throws `unavailable` while the engine is down. */
export function tellParent({ work, runner }: { readonly work: AutomationUnitOfWork; readonly runner: Pick<ExecutionRunner, 'notify'> }): TellParent {
  return async (actor, id, parent) => {
    const waiting = parent === undefined ? (await work.read(actor, ({ executions }) => executions.get(id))).parentExecutionId : parent;
    if (waiting) await runner.notify({ id: waiting as ExecutionId }, `child:${id}`);
  };
}
