/** What is known about the previous sample: nothing, that the counter restarted since, that it did not, or that it is a gauge, which cannot. */
export type CounterResetHint = 'unknown' | 'reset' | 'no_reset' | 'gauge';

/**
 * A native (sparse) histogram (https://prometheus.io/docs/specs/native_histograms/).
 *
 * Counts are absolute, one per bucket that a span covers. `integer` histograms hold whole numbers up to 2^53, `float` ones any. Spans come
 * as pairs: the gap to the end of the span before (for the first: its first index, which may be negative), then the number of buckets.
 */
export interface NativeHistogram {
  readonly kind: 'integer' | 'float';
  /** -4 to 8: each power of two is divided into 2^schema buckets. -53: the bounds are `customValues`. */
  readonly schema: number;
  readonly count: number;
  readonly sum: number;
  /** Half the width of the bucket around zero, and the observations in it. */
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly positiveSpans: Int32Array;
  readonly positiveCounts: Float64Array;
  readonly negativeSpans: Int32Array;
  readonly negativeCounts: Float64Array;
  /** Upper bounds, included, in rising order; the last bucket reaches to +Inf without being named. Empty unless the schema is -53. */
  readonly customValues: Float64Array;
  readonly resetHint: CounterResetHint;
  /** The series has ended: the staleness marker of histograms, which is the stale NaN as `sum` on the wire. */
  readonly stale: boolean;
}

export const MIN_EXPONENTIAL_SCHEMA = -4;
export const MAX_EXPONENTIAL_SCHEMA = 8;
export const CUSTOM_BUCKETS_SCHEMA = -53;

export const isExponential = (schema: number): boolean => schema >= MIN_EXPONENTIAL_SCHEMA && schema <= MAX_EXPONENTIAL_SCHEMA;
export const isCustomBuckets = (schema: number): boolean => schema === CUSTOM_BUCKETS_SCHEMA;

const noSpans = new Int32Array(0);
const noNumbers = new Float64Array(0);

/** No buckets at all, to spread into a histogram. */
export const emptyBuckets = {
  zeroThreshold: 0, zeroCount: 0, positiveSpans: noSpans, positiveCounts: noNumbers, negativeSpans: noSpans, negativeCounts: noNumbers, customValues: noNumbers,
} as const;

/** The marker that ends a series of histograms. */
export const staleHistogram = (kind: NativeHistogram['kind']): NativeHistogram => ({ ...emptyBuckets, kind, schema: 0, count: 0, sum: NaN, resetHint: 'unknown', stale: true });
