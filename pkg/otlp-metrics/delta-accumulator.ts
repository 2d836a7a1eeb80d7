interface Running<State> {
  /** When the sum began and which time it has reached, in milliseconds. */
  start: number;
  last: number;
  state: State;
}

/** A sum so far and since when, or why the delta could not be added. */
export type Accumulated<State> = { readonly kind: 'sum'; readonly start: number; readonly state: State } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Adds up deltas to what Prometheus wants: sums since a start (OpenTelemetry's metrics data model, "Sums: delta-to-cumulative"). It remembers
 * the sum of every series, so all deltas of a series must come to the same accumulator; when it forgets one, the sum begins anew, which reads as
 * the counter reset that it is.
 */
export class DeltaAccumulator {
  private readonly sums = new Map<string, Running<unknown>>();

  /** `maxSeries`: how many sums it remembers. */
  constructor(private readonly maxSeries: number) {}

  get size(): number {
    return this.sums.size;
  }

  /** Forgets series whose last delta ended before `time` (milliseconds). */
  forget(time: number): void {
    for (const [key, { last }] of this.sums) if (last < time) this.sums.delete(key);
  }

  /**
   * Adds the delta from `start` to `end` to the series `key`, which always has the same `State`. `add` returns the sum of two, or undefined when they do not go together:
   * then the sum begins anew. Refused are deltas that end no later than the last one (they came before), and new series when there are too many.
   */
  add<State>(key: string, { start, end }: { readonly start: number; readonly end: number }, delta: State, add: (sum: State, delta: State) => State | undefined): Accumulated<State> {
    const running = this.sums.get(key) as Running<State> | undefined;
    if (!running) {
      if (this.sums.size >= this.maxSeries) return { kind: 'refused', reason: `more than ${this.maxSeries} series with deltas` };
      return this.begin(key, { start, end }, delta);
    }
    if (end <= running.last) return { kind: 'refused', reason: 'a delta ends before the one that came last' };
    const sum = add(running.state, delta);
    if (sum === undefined) return this.begin(key, { start, end }, delta);
    running.state = sum;
    running.last = end;
    return { kind: 'sum', start: running.start, state: sum };
  }

  private begin<State>(key: string, { start, end }: { readonly start: number; readonly end: number }, state: State): Accumulated<State> {
    this.sums.set(key, { start, last: end, state });
    return { kind: 'sum', start, state };
  }
}
