import { conflict, notFound, unauthenticated } from '#pkg/apperror';
import { systemActor, type Actor, type Clock, type Json, type TenantId } from '#internal/kernel';
import type { PlanId } from '../domain/plan.ts';
import { taskHasEnded } from '../domain/plan-task.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import type { PlanTickets } from '../ports/plan-tickets.ts';
import type { SignedRequest, WebhookVerifier } from '../ports/webhook-verifier.ts';

/** What a pipeline tells when it has ended. */
export interface PipelineNews {
  readonly planId: PlanId;
  readonly taskId: string;
  readonly outcome: { readonly status: 'success'; readonly output: Json } | { readonly status: 'failure'; readonly error: Json };
}

export interface PipelineWebhook extends SignedRequest {
  readonly tenantId: TenantId;
  readonly correlationId: string;
  readonly news: PipelineNews;
}

/** `applied` is false for a repeat and for a task that has ended already. */
export type ReceivePipelineWebhook = (webhook: PipelineWebhook) => Promise<{ readonly applied: boolean; readonly replayed: boolean }>;

/** How far the sender's clock may be from ours; within it, a signature is taken once. */
export const REPLAY_WINDOW_MS = 5 * 60_000;

interface ReceiveDeps {
  readonly work: OrchestrationUnitOfWork;
  readonly clock: Clock;
  readonly tickets: PlanTickets;
  readonly verifier: WebhookVerifier;
}

/**
 * Ends the ticket of a task whose work is done by a pipeline. Throws `unauthenticated`, in the same words for every reason, unless the tenant's secret signed it within
 * the last five minutes, `not_found` for an unknown plan or task, `conflict` for a task that is not offered yet. The same request again has no effect.
 */
export function receivePipelineWebhook({ work, clock, tickets, verifier }: ReceiveDeps): ReceivePipelineWebhook {
  return async ({ tenantId, correlationId, news, ...request }) => {
    const actor: Actor = systemActor(tenantId, 'pipeline-webhook', { correlationId, via: 'receivePipelineWebhook' });
    const now = clock.now();
    const age = now.getTime() - Number(request.timestamp) * 1000;
    const genuine = await verifier.verify(actor, request);
    if (!genuine || !(Math.abs(age) <= REPLAY_WINDOW_MS)) throw unauthenticated();

    return work.run(actor, async ({ plans, webhooks }) => {
      // Twice the window: a timestamp may lie as far ahead as behind.
      if (!(await webhooks.take(request.signature, now, new Date(now.getTime() - 2 * REPLAY_WINDOW_MS)))) return { applied: false, replayed: true };
      const plan = await plans.get(news.planId);
      const task = (await plans.tasks(plan.id)).find(({ taskId }) => taskId === news.taskId);
      if (!task) throw notFound('task', news.taskId);
      if (taskHasEnded(task)) return { applied: false, replayed: false };
      if (task.status !== 'offered' || task.ticketId === undefined) throw conflict(`task ${task.taskId} is ${task.status}`);
      await tickets.settle(actor, task.ticketId, news.outcome);
      return { applied: true, replayed: false };
    });
  };
}
