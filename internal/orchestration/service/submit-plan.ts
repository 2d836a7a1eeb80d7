import { conflict } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator, Json } from '#internal/kernel';
import { analysePlan } from '../domain/check-plan.ts';
import { newPlan, type Plan, type PlanId } from '../domain/plan.ts';
import type { PlanDocument } from '../domain/plan-document.ts';
import { planTasks } from '../domain/plan-task.ts';
import { planChanged, planCheckDue, planValidated } from '../domain/plan-trail.ts';
import type { Digest } from '../ports/digest.ts';
import type { PolicyDecision } from '../ports/policy-decision.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';

/** A plan as it came, with the key that makes repeats harmless. */
export interface PlanSubmission {
  readonly document: PlanDocument;
  readonly requestKey?: string;
}

/** After the submission, when it is first looked whether the engine drives the plan. */
export const FIRST_CHECK_AFTER_MS = 60_000;

export type SubmitPlan = (actor: Actor, submission: PlanSubmission) => Promise<Plan>;

/**
 * Checks and stores a plan; it starts as soon as the engine answers, or once it is approved. The same document under a request key that was
 * used before finds the plan of then. Throws `invalid` with every fault, `forbidden` with the reasons of policies, `conflict` for another document under a used key.
 */
export function submitPlan(deps: { readonly work: OrchestrationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator; readonly digest: Digest; readonly policy: PolicyDecision }): SubmitPlan {
  return async (actor, { document, requestKey }) => {
    const now = deps.clock.now();
    const documentHash = deps.digest(document as unknown as Json);
    const known = requestKey === undefined ? undefined : await deps.work.read(actor, ({ plans }) => plans.findByRequestKey(requestKey));
    if (known) return same(known, documentHash);

    const { waves, effortMs, criticalPath } = analysePlan(document, now);
    const identity = { id: deps.ids.next() as PlanId, tenantId: actor.tenantId, correlationId: actor.correlationId, requestedBy: actor.subject, documentHash };
    const plan = newPlan({ ...identity, ...(requestKey !== undefined && { requestKey }) }, document, now);
    await deps.policy.permit(actor, 'submit', document, plan.deadline);
    return deps.work.run(actor, async ({ plans, audit, outbox }) => {
      const tasks = planTasks(document.tasks, plan, { revision: plan.revision, earliest: now });
      if (!(await plans.addUnlessKeyTaken(plan, tasks))) {
        const winner = requestKey === undefined ? undefined : await plans.findByRequestKey(requestKey);
        if (!winner) throw conflict('another request with the same key was just taken back: try again');
        return same(winner, documentHash);
      }
      audit.record(planChanged('submitted', undefined, plan));
      outbox.publish(planValidated(plan, { effortMs, criticalPathMs: criticalPath.durationMs, waves: waves.length }), planCheckDue(plan, 1, new Date(now.getTime() + FIRST_CHECK_AFTER_MS)));
      return plan;
    });
  };
}

function same(plan: Plan, documentHash: string): Plan {
  if (plan.documentHash !== documentHash) throw conflict(`the request key belongs to plan ${plan.id}, which is another plan`);
  return plan;
}
