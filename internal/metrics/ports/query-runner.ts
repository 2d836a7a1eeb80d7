import type { SeriesSource } from '#pkg/promql';
import type { QueryJob } from '../domain/query-job.ts';
import type { WrittenSeries } from '../domain/written-series.ts';

/** A query that was evaluated. */
export interface QueryRun {
  /**
   * Resolves when the whole answer is written, and the query costs nothing any more but memory: with its values up to `keepUntilMs`, or undefined when
   * none were asked for, when they do not hold by themselves (histograms, remarks on the data), or when it was not finished.
   */
  readonly written: Promise<readonly WrittenSeries[] | undefined>;
  /** The answer as JSON. Whoever takes none of it, or not all, has to call `return`. */
  readonly pieces: AsyncGenerator<Uint8Array, void>;
}

/** Evaluates queries without holding up the process. */
export interface QueryRunner {
  /** Rejects with `PromqlError`, or with what the source says. `signal` fires when nobody waits any more. */
  run(job: QueryJob, source: SeriesSource, signal: AbortSignal): Promise<QueryRun>;
}
