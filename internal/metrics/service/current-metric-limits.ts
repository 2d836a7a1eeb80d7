import type { Actor, Clock } from '#internal/kernel';
import type { MetricLimits } from '../domain/metric-limits.ts';
import { limitsBelow, type LimitCeilings } from '../domain/tenant-limits.ts';
import type { MetricSettings } from '../ports/tenant-limits-repository.ts';

/** What holds for the actor's tenant now. */
export type LimitsOf = (actor: Actor) => Promise<MetricLimits>;

/** A change of a tenant's own limits takes effect within this time. */
export const LIMITS_MAX_AGE_MS = 2_000;
const MOST_REMEMBERED = 10_000;

/**
 * The installation's limits, or what the tenant has lowered them to. Remembered briefly, for every request asks; requests that ask at the same time
 * share one look. When the database does not answer, what was known last holds, so that the limits alone keep no sample out.
 */
export function currentMetricLimits({ settings, clock, ceilings }: { readonly settings: MetricSettings; readonly clock: Clock; readonly ceilings: LimitCeilings }): LimitsOf {
  const known = new Map<string, { readonly limits: Promise<MetricLimits>; readonly askedAt: number }>();
  return (actor) => {
    const now = clock.now().getTime();
    const before = known.get(actor.tenantId);
    if (before && now - before.askedAt < LIMITS_MAX_AGE_MS) return before.limits;
    const asked = settings.read(actor, ({ limits }) => limits.get()).then(({ limits }) => limitsBelow(ceilings(actor.tenantId), limits));
    const limits = before ? asked.catch(() => before.limits) : asked;
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(actor.tenantId, { limits, askedAt: now });
    limits.catch(() => known.delete(actor.tenantId));
    return limits;
  };
}
