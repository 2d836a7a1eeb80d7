import type { Clock, DomainEvent } from '#internal/kernel';
import type { PayloadClaims } from './payload-claims.ts';

const DAY_MS = 86_400_000;

/** Reacts to the end of a workflow: its large payloads are kept for as long as Temporal keeps its history, and some days more. Idempotent. */
export function claimExpiry(deps: { readonly claims: PayloadClaims; readonly clock: Clock; readonly retentionDays: number; readonly workflowIdOf: (event: DomainEvent) => string }) {
  return (event: DomainEvent): Promise<void> =>
    deps.claims.keepUntil({ tenantId: event.tenantId, workflowId: deps.workflowIdOf(event) }, new Date(deps.clock.now().getTime() + deps.retentionDays * DAY_MS));
}
