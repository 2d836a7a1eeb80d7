import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Execution, ExecutionFilter } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type ListExecutions = (actor: Actor, filter: ExecutionFilter, page: PageRequest) => Promise<Page<Execution>>;

/** One page of the tenant's executions, newest first. */
export function listExecutions(deps: { readonly work: AutomationUnitOfWork }): ListExecutions {
  return (actor, filter, page) => deps.work.read(actor, ({ executions }) => executions.list(filter, page));
}
