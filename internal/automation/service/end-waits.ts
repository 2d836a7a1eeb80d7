import type { Actor } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type EndWaits = (actor: Actor, id: ExecutionId) => Promise<void>;

/** Reacts to `automation.execution.finished`: whatever the execution still waited for, nobody waits any more. Idempotent. */
export const endWaits = ({ work }: { readonly work: AutomationUnitOfWork }): EndWaits => (actor, id) => work.run(actor, ({ subscriptions }) => subscriptions.closeAll(id));
