import type { Clock } from '#internal/kernel';

export interface RateLimit {
  /** Sustained requests a second. */
  readonly perSecond: number;
  /** Requests that may come at once after a pause. */
  readonly burst: number;
}

export interface RateDecision {
  readonly allowed: boolean;
  /** Whole seconds until the next request would be allowed; 0 when it is already. */
  readonly retryAfterSeconds: number;
  /** Structured fields of draft-ietf-httpapi-ratelimit-headers: `RateLimit-Policy` and `RateLimit`. */
  readonly headers: { readonly 'RateLimit-Policy': string; readonly RateLimit: string };
}

const SWEEP_ABOVE = 10_000;
/** Part of a token that sums of doubles may be off. */
const ROUNDING = 0.001;

/**
 * A token bucket per key in the memory of this process, kept as one number: the time at which the bucket would be full again (the generic cell rate
 * algorithm). Full buckets are forgotten, so memory follows the keys that are busy now.
 */
export class RateLimiter {
  private readonly fullAt = new Map<string, number>();
  private readonly interval: number;
  private readonly tolerance: number;
  private readonly policy: string;
  /** Times are kept relative to it: doubles are exact enough for small numbers only. */
  private readonly started: number;
  private sweepAbove = SWEEP_ABOVE;

  constructor(
    private readonly name: string,
    { perSecond, burst }: RateLimit,
    private readonly clock: Clock,
  ) {
    this.started = clock.now().getTime();
    this.interval = 1000 / perSecond;
    this.tolerance = burst * this.interval;
    this.policy = `"${name}";q=${burst};w=${Math.max(1, Math.ceil(burst / perSecond))}`;
  }

  /** Takes a token of `key`, if there is one. */
  take(key: string): RateDecision {
    const now = this.clock.now().getTime() - this.started;
    const known = this.fullAt.get(key) ?? 0;
    // Further ahead than any bucket can be: the clock was set back, and the key must not wait for it.
    const before = known - now > this.tolerance + this.interval ? now : Math.max(now, known);
    const after = before + this.interval;
    const allowed = after - now <= this.tolerance + this.interval * ROUNDING;
    if (allowed) this.remember(key, after, now);
    const full = allowed ? after : before;
    const remaining = Math.max(0, Math.floor((this.tolerance - (full - now)) / this.interval));
    const retryAfterSeconds = allowed ? 0 : Math.ceil((after - now - this.tolerance) / 1000);
    return {
      allowed,
      retryAfterSeconds,
      headers: { 'RateLimit-Policy': this.policy, RateLimit: `"${this.name}";r=${remaining};t=${Math.ceil((full - now) / 1000)}` },
    };
  }

  private remember(key: string, fullAt: number, now: number): void {
    this.fullAt.set(key, fullAt);
    if (this.fullAt.size <= this.sweepAbove) return;
    for (const [other, time] of this.fullAt) if (time <= now) this.fullAt.delete(other);
    // Doubled while most keys are busy, so that sweeping stays cheap per request.
    this.sweepAbove = Math.max(SWEEP_ABOVE, this.fullAt.size * 2);
  }
}
