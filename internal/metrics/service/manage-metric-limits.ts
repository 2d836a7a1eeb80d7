import { AppError } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import type { MetricLimits } from '../domain/metric-limits.ts';
import { type LimitCeilings, limitsChanged, requireLimitsBelow, type TenantLimits } from '../domain/tenant-limits.ts';
import type { MetricSettings } from '../ports/tenant-limits-repository.ts';

/** The limits of a tenant, by the installation and by itself. */
export interface LimitsReport {
  readonly ceiling: MetricLimits;
  readonly own: TenantLimits;
}

export type GetMetricLimits = (actor: Actor) => Promise<LimitsReport>;
/** `version` is the one that the caller has read; `undefined` changes whatever is there. Throws `invalid` for more than the installation allows. */
export type UpdateMetricLimits = (actor: Actor, limits: Partial<MetricLimits>, version: number | undefined) => Promise<LimitsReport>;

interface Deps {
  readonly settings: MetricSettings;
  readonly clock: Clock;
  readonly ceilings: LimitCeilings;
}

export const getMetricLimits = ({ settings, ceilings }: Omit<Deps, 'clock'>): GetMetricLimits => async (actor) =>
  ({ ceiling: ceilings(actor.tenantId), own: await settings.read(actor, ({ limits }) => limits.get()) });

/** A tenant lowers its limits, or lets the installation's hold again. */
export function updateMetricLimits({ settings, clock, ceilings }: Deps): UpdateMetricLimits {
  return (actor, limits, version) =>
    settings.run(actor, async ({ limits: repository, audit }) => {
      const ceiling = ceilings(actor.tenantId);
      requireLimitsBelow(ceiling, limits);
      const before = await repository.lock();
      if (version !== undefined && version !== before.version) throw new AppError('precondition_failed', `the limits are at version ${before.version} by now`);
      const after: TenantLimits = { limits, updatedAt: clock.now(), updatedBy: actor.subject, version: before.version };
      await repository.save(after);
      audit.record(limitsChanged(actor.tenantId, before, after));
      return { ceiling, own: { ...after, version: after.version + 1 } };
    });
}
