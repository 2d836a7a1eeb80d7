import type { Actor, Clock } from '#internal/kernel';
import { requestCancellation, type Plan, type PlanId } from '../domain/plan.ts';
import { planCancelRequested, planChanged } from '../domain/plan-trail.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';

export type CancelPlan = (actor: Actor, id: PlanId) => Promise<Plan>;

/**
 * Notes that somebody wants the plan stopped and its finished tasks undone; it happens as soon as the engine answers. Asking again changes
 * nothing. Throws `conflict` when the plan has ended.
 */
export function cancelPlan(deps: { readonly work: OrchestrationUnitOfWork; readonly clock: Clock }): CancelPlan {
  return (actor, id) =>
    deps.work.run(actor, async ({ plans, audit, outbox }) => {
      const plan = await plans.lock(id);
      const cancelling = requestCancellation(plan, actor.subject, deps.clock.now());
      if (cancelling === plan) return plan;
      await plans.save(cancelling);
      audit.record(planChanged('cancel_requested', plan, cancelling));
      outbox.publish(planCancelRequested(cancelling));
      return { ...cancelling, version: cancelling.version + 1 };
    });
}
