import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Workflow, WorkflowFilter } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type ListWorkflows = (actor: Actor, filter: WorkflowFilter, page: PageRequest) => Promise<Page<Workflow>>;

/** One page of the tenant's workflows, newest first. */
export function listWorkflows(deps: { readonly work: AutomationUnitOfWork }): ListWorkflows {
  return (actor, filter, page) => deps.work.read(actor, ({ workflows }) => workflows.list(filter, page));
}
