import type { Actor } from '#internal/kernel';
import type { Plan, PlanId } from '../domain/plan.ts';
import type { PlanTask } from '../domain/plan-task.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';

export type PlanWithTasks = Plan & { readonly tasks: readonly PlanTask[] };
export type GetPlan = (actor: Actor, id: PlanId) => Promise<PlanWithTasks>;

/** A plan and all of its tasks. Throws `not_found`. */
export function getPlan(deps: { readonly work: OrchestrationUnitOfWork }): GetPlan {
  return (actor, id) => deps.work.read(actor, async ({ plans }) => ({ ...(await plans.get(id)), tasks: await plans.tasks(id) }));
}
