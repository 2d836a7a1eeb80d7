import type { Actor, Clock, JsonObject } from '#internal/kernel';
import { concludePlan, planHasEnded, type Plan, type PlanEndStatus, type PlanId, type StopCause } from '../domain/plan.ts';
import { allDone, failureIn } from '../domain/plan-progress.ts';
import { planResult } from '../domain/plan-result.ts';
import { planChanged, planFinished, planStep } from '../domain/plan-trail.ts';
import { endOf } from '../domain/unwinding.ts';
import type { AgentDirectory } from '../ports/agent-directory.ts';
import type { Digest } from '../ports/digest.ts';
import type { DurationPredictor } from '../ports/duration-predictor.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import type { PlanTickets } from '../ports/plan-tickets.ts';
import { offerTasks } from './offer-tasks.ts';
import { PlanInHand } from './plan-in-hand.ts';
import { progressReport, type PlanProgress } from './plan-progress-report.ts';
import { hearTickets, offerCompensations, openTicketsOf, stopPlan } from './unwind-plan.ts';

export interface AdvanceRequest {
  readonly planId: PlanId;
  /** Tickets that have changed since the last time. */
  readonly news?: readonly string[];
  /** Asks the ledger about every open ticket, not only those of the news. */
  readonly lookAtAll?: boolean;
  /** Somebody told the engine to stop. */
  readonly cancel?: { readonly by?: string };
  /** Answers all tasks, not only those that changed. */
  readonly everything?: boolean;
}

export type AdvancePlan = (actor: Actor, request: AdvanceRequest) => Promise<PlanProgress>;

interface AdvanceDeps {
  readonly work: OrchestrationUnitOfWork;
  readonly clock: Clock;
  readonly tickets: PlanTickets;
  readonly agents: AgentDirectory;
  readonly predictor: DurationPredictor;
  readonly digest: Digest;
}

/**
 * One step of a plan, in one transaction: notes what has become of tickets, then offers what has become ready, or undoes what has to be undone
 * because a task failed, somebody cancelled the plan or its time is over, or concludes it. To be called whenever something may have changed; calling
 * it when nothing has changes nothing.
 */
export function advancePlan(deps: AdvanceDeps): AdvancePlan {
  return (actor, { planId, news = [], lookAtAll = false, cancel, everything = false }) =>
    deps.work.run(actor, async ({ plans, audit, outbox }) => {
      const inHand = await PlanInHand.lock(plans, planId);
      if (planHasEnded(inHand.plan)) return progressReport(inHand, everything);
      const now = deps.clock.now();

      await hearTickets(deps.tickets, actor, inHand, lookAtAll ? openTicketsOf(inHand) : news);
      const cause = inHand.plan.status === 'compensating' ? undefined : causeToStop(inHand, cancel, now);
      if (cause) {
        await stopPlan(deps.tickets, actor, inHand, cause);
        audit.record(planChanged('compensating', inHand.before, inHand.plan));
        outbox.publish(planStep(inHand.plan, 'unwinding', { cause: { ...cause } }));
      }

      if (inHand.plan.status === 'running') {
        const offered = await offerTasks(deps, actor, inHand, now);
        if (offered.tickets > 0) outbox.publish(planStep(inHand.plan, 'tickets_offered', { ...offered }));
      } else if (inHand.plan.status === 'compensating') {
        const undoing = await offerCompensations(deps.tickets, actor, inHand, now);
        if (undoing > 0) outbox.publish(planStep(inHand.plan, 'compensations_offered', { tickets: undoing }));
      }

      const end = endReached(inHand);
      if (end) {
        const stopped = inHand.plan;
        const result = planResult(stopped, inHand.tasks, end, now, (value: JsonObject) => deps.digest(value));
        inHand.plan = concludePlan(stopped, end, result, now);
        audit.record(planChanged('finished', stopped, inHand.plan));
        outbox.publish(planFinished(inHand.plan));
      }
      await inHand.save(plans);
      return progressReport(inHand, everything);
    });
}

function causeToStop({ plan, tasks }: PlanInHand, cancel: AdvanceRequest['cancel'], now: Date): StopCause | undefined {
  const by = plan.cancelRequestedBy ?? cancel?.by;
  if (plan.cancelRequestedAt || cancel) return { kind: 'cancelled', detail: by === undefined ? 'the plan was cancelled' : `cancelled by ${by}` };
  const failure = plan.status === 'running' ? failureIn(tasks) : undefined;
  if (failure) return failure;
  const late = now >= plan.deadline && !(plan.status === 'running' && allDone(tasks));
  return late ? { kind: 'timed_out', detail: `not done by ${plan.deadline.toISOString()}` } : undefined;
}

function endReached({ plan, tasks }: { readonly plan: Plan; readonly tasks: PlanInHand['tasks'] }): PlanEndStatus | undefined {
  if (plan.status === 'running') return allDone(tasks) ? 'completed' : undefined;
  if (plan.status !== 'compensating' || !plan.cause) return undefined;
  return tasks.some(({ compensationStatus }) => compensationStatus === 'offered') ? undefined : endOf(tasks, plan.cause);
}
