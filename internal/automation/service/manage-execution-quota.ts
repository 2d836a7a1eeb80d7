import { AppError } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import type { ExecutionQuota, ExecutionQuotas } from '../domain/execution-quota.ts';
import { quotaChanged, quotaTakesEffect, type QuotaUse, requireBelow, type TenantQuota } from '../domain/tenant-quota.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { QUOTA_MAX_AGE_MS } from './current-quota.ts';

/** The limits of a tenant, by the installation and by itself, and what of them is in use. */
export interface QuotaReport {
  readonly ceiling: ExecutionQuota;
  readonly own: TenantQuota;
  readonly use: QuotaUse;
}

export type GetExecutionQuota = (actor: Actor) => Promise<QuotaReport>;
/** `version` is the one that the caller has read; `undefined` changes whatever is there. Throws `invalid` for more than the installation allows. */
export type UpdateExecutionQuota = (actor: Actor, limits: Partial<ExecutionQuota>, version: number | undefined) => Promise<QuotaReport>;

interface Deps {
  readonly work: AutomationUnitOfWork;
  readonly clock: Clock;
  readonly ceilings: ExecutionQuotas;
}

export const MOST_COUNTED = 100_000;

export const getExecutionQuota = ({ work, clock, ceilings }: Deps): GetExecutionQuota => (actor) =>
  work.read(actor, async ({ quotas }) => ({ ceiling: ceilings(actor.tenantId), own: await quotas.get(), use: await quotas.use(clock.now(), MOST_COUNTED) }));

/** A tenant lowers its limits, or lets the installation's hold again. */
export function updateExecutionQuota({ work, clock, ceilings }: Deps): UpdateExecutionQuota {
  return (actor, limits, version) =>
    work.run(actor, async ({ quotas, audit, outbox }) => {
      const ceiling = ceilings(actor.tenantId);
      requireBelow(ceiling, limits);
      const now = clock.now();
      const before = await quotas.lock();
      if (version !== undefined && version !== before.version) throw new AppError('precondition_failed', `the quota is at version ${before.version} by now`);
      const after: TenantQuota = { ...limits, updatedAt: now, updatedBy: actor.subject, version: before.version };
      await quotas.save(after);
      audit.record(quotaChanged(actor.tenantId, before, after));
      outbox.publish(quotaTakesEffect(actor.tenantId, new Date(now.getTime() + 2 * QUOTA_MAX_AGE_MS)));
      return { ceiling, own: { ...after, version: after.version + 1 }, use: await quotas.use(now, MOST_COUNTED) };
    });
}
