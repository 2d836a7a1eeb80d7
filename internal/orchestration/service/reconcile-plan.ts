import { AppError } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { planHasEnded, type PlanId } from '../domain/plan.ts';
import { planChanged, planCheckDue } from '../domain/plan-trail.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import type { PlanEngineState, PlanRunner } from '../ports/plan-runner.ts';

export type ReconcilePlan = (actor: Actor, id: PlanId, round: number) => Promise<void>;

const MINUTE = 60_000;
const LONGEST_PAUSE = 10 * MINUTE;

/**
 * Reacts to `orchestration.plan.check_due`: a plan that is open here but closed or unknown at the engine (terminated by an operator, lost with the
 * engine's database) is driven again from where its tickets are, since all of its state lies here. Looks again later, at least every ten minutes,
 * until the plan has ended. Idempotent.
 */
export function reconcilePlan(deps: { readonly work: OrchestrationUnitOfWork; readonly clock: Clock; readonly runner: PlanRunner }): ReconcilePlan {
  return async (actor, id, round) => {
    const plan = await deps.work.read(actor, ({ plans }) => plans.get(id));
    if (planHasEnded(plan)) return;
    const state = await unlessDown(() => deps.runner.state(plan));
    const lost = state === 'closed' || state === 'unknown';
    if (lost) await unlessDown(() => deps.runner.restart(actor, plan));
    await deps.work.run(actor, async ({ audit, outbox }) => {
      if (state === 'closed') audit.record(planChanged('reconciled', plan, plan));
      const pause = Math.min(MINUTE * 2 ** Math.min(round, 10), LONGEST_PAUSE);
      outbox.publish(planCheckDue(plan, round + 1, new Date(deps.clock.now().getTime() + pause)));
    });
  };
}

/** Nothing while the engine is down: the next look comes with the next timer, however long that lasts. */
async function unlessDown<Result extends PlanEngineState | void>(ask: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return undefined;
    throw error;
  }
}
