/** Bursts of this much time's worth of samples pass at once. */
const BURST_MS = 2_000;
/** Part of a millisecond that sums of doubles may be off. */
const ROUNDING = 0.001;
const SWEEP_ABOVE = 10_000;

/** What a request costs, of a budget of so many samples a second. */
export interface SampleCost {
  readonly samples: number;
  readonly perSecond: number;
}

/**
 * Samples a second per tenant: a bucket each, kept as the time at which it would be full again (the generic cell rate algorithm). The state is this process's
 * own: N processes allow N times as much. Full buckets are forgotten.
 */
export class SampleBudget {
  private readonly fullAt = new Map<string, number>();

  /** Whole seconds until so many samples would be allowed; 0: they are, and now are taken. More than two seconds' worth are never allowed (`Infinity`). */
  take(tenantId: string, { samples, perSecond }: SampleCost, nowMs: number): number {
    const wait = this.wait(tenantId, { samples, perSecond }, nowMs);
    if (wait === 0) {
      this.fullAt.set(tenantId, this.before(tenantId, nowMs) + (samples * 1000) / perSecond);
      if (this.fullAt.size > SWEEP_ABOVE) for (const [tenant, time] of this.fullAt) if (time <= nowMs) this.fullAt.delete(tenant);
    }
    return wait;
  }

  /** Like `take`, but takes nothing. */
  wait(tenantId: string, { samples, perSecond }: SampleCost, nowMs: number): number {
    const cost = (samples * 1000) / perSecond;
    if (cost > BURST_MS + ROUNDING) return Number.POSITIVE_INFINITY;
    const excess = this.before(tenantId, nowMs) + cost - nowMs - BURST_MS;
    return excess <= ROUNDING ? 0 : Math.max(1, Math.ceil(excess / 1000));
  }

  private before(tenantId: string, nowMs: number): number {
    const known = this.fullAt.get(tenantId) ?? 0;
    // Further ahead than any bucket can be: the clock was set back, and the tenant must not wait for it.
    return known - nowMs > 2 * BURST_MS ? nowMs : Math.max(nowMs, known);
  }
}
