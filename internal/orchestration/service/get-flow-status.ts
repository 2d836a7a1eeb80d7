import type { Actor, Clock } from '#internal/kernel';
import type { FlowStatus } from '../domain/flow-status.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';

export type GetFlowStatus = (actor: Actor, windowSeconds: number) => Promise<FlowStatus & { readonly since: Date }>;

/** How the tenant's plans did that ended in the last seconds. */
export function getFlowStatus(deps: { readonly work: OrchestrationUnitOfWork; readonly clock: Clock }): GetFlowStatus {
  return (actor, windowSeconds) => {
    const since = new Date(deps.clock.now().getTime() - windowSeconds * 1000);
    return deps.work.read(actor, async ({ plans }) => ({ ...(await plans.flowStatus(since)), since }));
  };
}
