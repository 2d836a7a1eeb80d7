import type { Actor } from '#internal/kernel';
import type { WorkflowId, WorkflowWithDefinition } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type GetWorkflow = (actor: Actor, id: WorkflowId) => Promise<WorkflowWithDefinition>;

/** Throws `not_found`. */
export function getWorkflow(deps: { readonly work: AutomationUnitOfWork }): GetWorkflow {
  return (actor, id) => deps.work.read(actor, ({ workflows }) => workflows.get(id));
}
