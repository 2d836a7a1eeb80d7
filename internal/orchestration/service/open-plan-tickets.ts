import type { Actor, Clock } from '#internal/kernel';
import { begin, type PlanId } from '../domain/plan.ts';
import { planChanged, planStarted, planStep } from '../domain/plan-trail.ts';
import { taskDraft } from '../domain/ticket-drafts.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import type { PlanTickets } from '../ports/plan-tickets.ts';
import { PlanInHand } from './plan-in-hand.ts';
import { progressReport, type PlanProgress } from './plan-progress-report.ts';

export type OpenPlanTickets = (actor: Actor, request: { readonly planId: PlanId; readonly limit: number }) => Promise<PlanProgress>;

/**
 * Begins the plan, if it has not begun, and opens the next tickets in topological order, at most `limit` in one transaction. Opening again finds
 * the tickets of then. Throws `conflict` when the plan has ended or waits for approval.
 */
export function openPlanTickets(deps: { readonly work: OrchestrationUnitOfWork; readonly clock: Clock; readonly tickets: PlanTickets }): OpenPlanTickets {
  return (actor, { planId, limit }) =>
    deps.work.run(actor, async ({ plans, audit, outbox }) => {
      const inHand = await PlanInHand.lock(plans, planId);
      const { before } = inHand;
      inHand.plan = begin(before, deps.clock.now());
      if (inHand.plan !== before) {
        audit.record(planChanged('started', before, inHand.plan));
        outbox.publish(planStarted(inHand.plan));
      }
      const unopened = inHand.tasks.filter(({ status, ticketId }) => status === 'waiting' && ticketId === undefined);
      const next = unopened.toSorted((a, b) => a.wave - b.wave || a.position - b.position).slice(0, inHand.plan.status === 'running' ? limit : 0);
      const ids = await deps.tickets.open(actor, next.map((task) => taskDraft(inHand.plan, task, inHand.byId)));
      for (const [index, task] of next.entries()) {
        const ticketId = ids[index];
        if (ticketId !== undefined) inHand.put({ ...task, ticketId });
      }
      if (next.length > 0) outbox.publish(planStep(inHand.plan, 'tickets_opened', { tickets: next.length, remaining: unopened.length - next.length }));
      await inHand.save(plans);
      return progressReport(inHand);
    });
}
