import { forbidden } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { approve, type Plan, type PlanId } from '../domain/plan.ts';
import { planApproved, planChanged } from '../domain/plan-trail.ts';
import { storedDocument } from '../domain/stored-document.ts';
import type { PolicyDecision } from '../ports/policy-decision.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';

export type ApprovePlan = (actor: Actor, id: PlanId) => Promise<Plan>;

/**
 * Lets a plan run that asked for approval. Approving again changes nothing. Throws `forbidden` for whoever submitted it (four eyes) and
 * with the reasons of policies, `conflict` when it waits for no approval.
 */
export function approvePlan(deps: { readonly work: OrchestrationUnitOfWork; readonly clock: Clock; readonly policy: PolicyDecision }): ApprovePlan {
  return (actor, id) =>
    deps.work.run(actor, async ({ plans, audit, outbox }) => {
      const plan = await plans.lock(id);
      const approved = approve(plan, actor.subject, deps.clock.now());
      if (approved === plan) return plan;
      if (plan.requestedBy === actor.subject) throw forbidden('a plan is approved by somebody other than who submitted it');
      await deps.policy.permit(actor, 'approve', storedDocument(plan, await plans.tasks(id)), plan.deadline);
      await plans.save(approved);
      audit.record(planChanged('approved', plan, approved));
      outbox.publish(planApproved(approved));
      return { ...approved, version: approved.version + 1 };
    });
}
