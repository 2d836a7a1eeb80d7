import type { Actor } from '#internal/kernel';
import type { WorkflowId, WorkflowVersion } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type GetWorkflowVersion = (actor: Actor, id: WorkflowId, version: number) => Promise<WorkflowVersion>;

/** Throws `not_found`. */
export function getWorkflowVersion(deps: { readonly work: AutomationUnitOfWork }): GetWorkflowVersion {
  return (actor, id, version) => deps.work.read(actor, ({ workflows }) => workflows.getVersion(id, version));
}
