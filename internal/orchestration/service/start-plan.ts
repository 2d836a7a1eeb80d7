import type { Actor } from '#internal/kernel';
import { planHasEnded, type PlanId } from '../domain/plan.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import type { PlanRunner } from '../ports/plan-runner.ts';

export type StartPlan = (actor: Actor, id: PlanId) => Promise<void>;

/** Reacts to `orchestration.plan.validated`: hands the plan to the engine, outside of any transaction. Idempotent; throws `unavailable` while the engine is down. */
export function startPlan(deps: { readonly work: OrchestrationUnitOfWork; readonly runner: PlanRunner }): StartPlan {
  return async (actor, id) => {
    const plan = await deps.work.read(actor, ({ plans }) => plans.get(id));
    if (!planHasEnded(plan)) await deps.runner.start(actor, plan);
  };
}
