import { PromqlError } from '../values/promql-error.ts';

/** How often, in checks, the clock is read. */
const CHECKS_PER_CLOCK = 64;

/** What a query may use: samples held in memory at a time, milliseconds, and the patience of its caller. */
export class QueryBudget {
  private held = 0;
  private highest = 0;
  private checks = 0;

  constructor(
    private readonly limits: { readonly maxSamples: number; readonly deadlineMs: number; readonly now: () => number; readonly signal: AbortSignal | undefined },
  ) {}

  /** The most samples that were held at a time. */
  get peakSamples(): number {
    return this.highest;
  }

  /** Takes samples into memory. Throws `execution` when there are too many. */
  hold(samples: number): void {
    this.held += samples;
    if (this.held > this.highest) this.highest = this.held;
    if (this.held > this.limits.maxSamples) {
      throw new PromqlError('execution', 'query processing would load too many samples into memory in query execution', { code: 'limit' });
    }
  }

  release(samples: number): void {
    this.held -= samples;
  }

  /** To be called between series. Throws `canceled` or `timeout`. */
  check(): void {
    if (this.limits.signal?.aborted) throw new PromqlError('canceled', 'query was canceled in expression evaluation');
    if (this.checks++ % CHECKS_PER_CLOCK === 0 && this.limits.now() > this.limits.deadlineMs) {
      throw new PromqlError('timeout', 'query timed out in expression evaluation');
    }
  }
}
