import type { FloatHistogram } from '../histograms/float-histogram.ts';
import type { LabelMatcher } from '../values/label-matcher.ts';
import type { Labels } from '../values/promql-labels.ts';

/** The samples of one series, oldest first, without equal timestamps. */
export interface SeriesSamples {
  readonly labels: Labels;
  /** Milliseconds since 1970. */
  readonly timestamps: Float64Array;
  /** Stale markers are kept as they are (see `writeStaleMarker`); they also end a series of histograms. */
  readonly values: Float64Array;
  /** Where there is a histogram at the position of a sample, its entry of `values` does not count. */
  readonly histograms?: readonly (FloatHistogram | undefined)[];
  /** When each counter began, in milliseconds; 0 where it is not known. */
  readonly startTimestamps?: Float64Array;
}

/** What one selector of a query needs. Everything but matchers and times is a hint that may be ignored. */
export interface SeriesRequest {
  readonly matchers: readonly LabelMatcher[];
  /** The first and the last millisecond of interest, both included. Samples outside of them do no harm. */
  readonly startMs: number;
  readonly endMs: number;
  /** The distance of evaluations, 0 for one. */
  readonly stepMs: number;
  /** The width of the windows, 0 for an instant selector. */
  readonly rangeMs: number;
  /** The function or aggregation next to the selector, empty when there is none. */
  readonly func: string;
  /** By which labels an aggregation around the selector groups, if it does. */
  readonly grouping: { readonly labels: readonly string[]; readonly without: boolean } | undefined;
  /** Of histograms only count, sum and counter resets are looked at. */
  readonly statisticsOnly: boolean;
}

/**
 * Where samples come from; the one thing a host of the engine has to implement.
 *
 * All selectors of a query arrive in one call (`info()` may ask once more). The answers are in the order of the requests, series in any
 * order and each at most once. What is rejected passes through to the caller of the query. `signal` fires when nobody waits any more.
 */
export interface SeriesSource {
  select(requests: readonly SeriesRequest[], signal?: AbortSignal): Promise<readonly (readonly SeriesSamples[])[]>;
}
