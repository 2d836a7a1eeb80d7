import type { Actor, Clock } from '#internal/kernel';
import type { ExecutionQuota, ExecutionQuotas } from '../domain/execution-quota.ts';
import { quotaOf } from '../domain/tenant-quota.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

/** What holds for the actor's tenant now. */
export type CurrentQuota = (actor: Actor) => Promise<ExecutionQuota>;

/** A change of a tenant's own limits takes effect within this time. */
export const QUOTA_MAX_AGE_MS = 2_000;
const MOST_REMEMBERED = 10_000;

/** The installation's limits, or what the tenant has lowered them to; remembered briefly, for every execution asks. */
export function currentQuota({ work, clock, ceilings }: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ceilings: ExecutionQuotas }): CurrentQuota {
  const known = new Map<string, { readonly quota: ExecutionQuota; readonly until: number }>();
  return async (actor) => {
    const now = clock.now().getTime();
    const remembered = known.get(actor.tenantId);
    if (remembered && now < remembered.until) return remembered.quota;
    const quota = quotaOf(ceilings(actor.tenantId), await work.read(actor, ({ quotas }) => quotas.get()));
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(actor.tenantId, { quota, until: now + QUOTA_MAX_AGE_MS });
    return quota;
  };
}
