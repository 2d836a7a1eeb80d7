import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { WorkflowId, WorkflowVersionSummary } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type ListWorkflowVersions = (actor: Actor, id: WorkflowId, page: PageRequest) => Promise<Page<WorkflowVersionSummary>>;

/** One page of a workflow's versions, highest number first. Throws `not_found` for an unknown workflow. */
export function listWorkflowVersions(deps: { readonly work: AutomationUnitOfWork }): ListWorkflowVersions {
  return (actor, id, page) =>
    deps.work.read(actor, async ({ workflows }) => {
      await workflows.get(id);
      return workflows.listVersions(id, page);
    });
}
