import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Plan, PlanFilter } from '../domain/plan.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';

export type ListPlans = (actor: Actor, filter: PlanFilter, page: PageRequest) => Promise<Page<Plan>>;

/** One page of the tenant's plans, newest first. */
export function listPlans(deps: { readonly work: OrchestrationUnitOfWork }): ListPlans {
  return (actor, filter, page) => deps.work.read(actor, ({ plans }) => plans.list(filter, page));
}
