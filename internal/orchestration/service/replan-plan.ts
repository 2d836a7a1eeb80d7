import { conflict } from '#pkg/apperror';
import type { Actor, Clock, Json } from '#internal/kernel';
import { analysePlan } from '../domain/check-plan.ts';
import { deadlineFor, planHasEnded, type Plan, type PlanId } from '../domain/plan.ts';
import type { PlanDocument } from '../domain/plan-document.ts';
import { planChanged, planReplanned } from '../domain/plan-trail.ts';
import { replan, withDone } from '../domain/replanning.ts';
import type { Digest } from '../ports/digest.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import type { PlanTickets } from '../ports/plan-tickets.ts';
import type { PolicyDecision } from '../ports/policy-decision.ts';
import { PlanInHand } from './plan-in-hand.ts';

export type ReplanPlan = (actor: Actor, id: PlanId, document: PlanDocument) => Promise<Plan>;

interface ReplanDeps {
  readonly work: OrchestrationUnitOfWork;
  readonly clock: Clock;
  readonly tickets: PlanTickets;
  readonly digest: Digest;
  readonly policy: PolicyDecision;
}

/**
 * Gives an open plan a new document: what is done stays, tickets that nobody needs are cancelled, new ones are opened as soon as the engine answers.
 * The approval stays as it is; the deadline, too, unless the document names one. Throws `invalid` with every fault, `forbidden` with the reasons of policies,
 * `conflict` when the plan is over, or somebody works on a task that would be dropped.
 */
export function replanPlan(deps: ReplanDeps): ReplanPlan {
  return async (actor, id, document) => {
    const known = await deps.work.read(actor, async ({ plans }) => ({ plan: await plans.get(id), tasks: await plans.tasks(id) }));
    const whole = withDone(document, known.tasks);
    const now = deps.clock.now();
    analysePlan(whole, now);
    const deadline = document.sla.deadline || document.sla.timeoutMs !== undefined ? deadlineFor(document, now) : known.plan.deadline;
    await deps.policy.permit(actor, 'replan', whole, deadline);

    return deps.work.run(actor, async ({ plans, audit, outbox }) => {
      const inHand = await PlanInHand.lock(plans, id);
      const { plan } = inHand;
      if (planHasEnded(plan) || plan.status === 'compensating' || plan.cancelRequestedAt) throw conflict(`plan ${id} is ${plan.cancelRequestedAt ? 'being cancelled' : plan.status}`);
      const { tasks: _, sla: __, requiresApproval: ___, ...terms } = document;
      const revised: Plan = { ...plan, ...terms, deadline, documentHash: deps.digest(document as unknown as Json), taskCount: document.tasks.length, revision: plan.revision + 1 };
      // Tasks may have been done since we looked.
      const next = replan(withDone(document, inHand.tasks), inHand.tasks, revised, now);
      const ticketIds = next.dropped.flatMap(({ ticketId }) => ticketId ?? []);
      const [begun] = (await deps.tickets.find(actor, ticketIds)).filter(({ status }) => status !== 'open');
      if (begun) throw conflict(`somebody works on task ${next.dropped.find(({ ticketId }) => ticketId === begun.id)?.taskId ?? begun.id}, or has done it: it cannot be dropped or changed`);
      await deps.tickets.cancel(actor, ticketIds, `revision ${revised.revision} of the plan does not need it`);

      for (const task of next.tasks) inHand.put(task);
      inHand.plan = revised;
      audit.record(planChanged('replanned', plan, revised));
      outbox.publish(planReplanned(revised, { dropped: next.dropped.length, tasks: document.tasks.length }));
      await inHand.save(plans);
      return inHand.plan;
    });
  };
}
