import type { Actor } from '#internal/kernel';
import { planHasEnded, type PlanId } from '../domain/plan.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import type { PlanRunner } from '../ports/plan-runner.ts';

export type PlanNews = 'approved' | 'cancelled' | 'replanned';
export type TellEngine = (actor: Actor, id: PlanId, news: PlanNews) => Promise<void>;

const TELL = { approved: 'tellApproved', cancelled: 'tellCancelled', replanned: 'tellReplanned' } as const satisfies Record<PlanNews, keyof PlanRunner>;

/**
 * Reacts to `orchestration.plan.{approved,cancel_requested,replanned}`, which come after `validated` of the same plan: tells the engine what the plan
 * says by now. Idempotent; throws `unavailable` while the engine is down.
 */
export function tellEngine(deps: { readonly work: OrchestrationUnitOfWork; readonly runner: PlanRunner }): TellEngine {
  return async (actor, id, news) => {
    const plan = await deps.work.read(actor, ({ plans }) => plans.get(id));
    if (!planHasEnded(plan)) await deps.runner[TELL[news]](plan);
  };
}
