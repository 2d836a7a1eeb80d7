/** The sum of one series; times in milliseconds. */
export interface RunningSum {
  /** When the sum began. */
  readonly start: number;
  /** The last delta that was added. */
  readonly lastStart: number;
  readonly last: number;
  readonly state: unknown;
}

/** A sum so far and since when, or why the delta could not be added. */
export type Accumulated<State> = { readonly kind: 'sum'; readonly start: number; readonly state: State } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Adds up deltas to what Prometheus wants: sums since a start (OpenTelemetry's metrics data model, "Sums: delta-to-cumulative"). It remembers
 * the sum of every series, so all deltas of a series must come to the same accumulator, or to one that was given its sum; when that is forgotten, the sum begins
 * anew, which reads as the counter reset that it is.
 */
export class DeltaAccumulator {
  private readonly sums = new Map<string, RunningSum>();
  private readonly changed = new Set<string>();

  /** `maxSeries`: how many sums it remembers; `known`: sums that others have kept. */
  constructor(
    private readonly maxSeries: number,
    known: Iterable<readonly [key: string, sum: RunningSum]> = [],
  ) {
    for (const [key, sum] of known) this.sums.set(key, sum);
  }

  get size(): number {
    return this.sums.size;
  }

  /** The sums that were begun or added to. */
  *changes(): Iterable<readonly [key: string, sum: RunningSum]> {
    for (const key of this.changed) {
      const sum = this.sums.get(key);
      if (sum) yield [key, sum];
    }
  }

  /** Forgets series whose last delta ended before `time` (milliseconds). */
  forget(time: number): void {
    for (const [key, { last }] of this.sums) if (last < time) this.sums.delete(key);
  }

  /**
   * Adds the delta from `start` to `end` to the series `key`, which always has the same `State`. `add` returns the sum of two, or undefined when they do not go together:
   * then the sum begins anew. The delta that was added last is the same one when it comes again, and changes nothing. Refused are others that end no later, and
   * new series when there are too many.
   */
  add<State>(key: string, { start, end }: { readonly start: number; readonly end: number }, delta: State, add: (sum: State, delta: State) => State | undefined): Accumulated<State> {
    const running = this.sums.get(key);
    if (!running) {
      if (this.sums.size >= this.maxSeries) return { kind: 'refused', reason: `more than ${this.maxSeries} series with deltas` };
      return this.begin(key, { start, end }, delta);
    }
    if (end === running.last && start === running.lastStart) return { kind: 'sum', start: running.start, state: running.state as State };
    if (end <= running.last) return { kind: 'refused', reason: 'a delta ends before the one that came last' };
    const sum = add(running.state as State, delta);
    if (sum === undefined) return this.begin(key, { start, end }, delta);
    return this.keep(key, { start: running.start, lastStart: start, last: end, state: sum }, sum);
  }

  private begin<State>(key: string, { start, end }: { readonly start: number; readonly end: number }, state: State): Accumulated<State> {
    return this.keep(key, { start, lastStart: start, last: end, state }, state);
  }

  private keep<State>(key: string, sum: RunningSum, state: State): Accumulated<State> {
    this.sums.set(key, sum);
    this.changed.add(key);
    return { kind: 'sum', start: sum.start, state };
  }
}
