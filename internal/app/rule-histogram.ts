import { type FloatHistogram, type SparseBuckets, spansOf } from '#pkg/promql';
import type { NativeHistogram } from '#pkg/sample-model';

const HINTS = { unknown: 'unknown', reset: 'reset', not_reset: 'no_reset', gauge: 'gauge' } as const;

const spans = (buckets: SparseBuckets): Int32Array => Int32Array.from(spansOf(buckets).flatMap(({ offset, length }) => [offset, length]));

/** A histogram that a query yields, as it is stored. */
export const nativeHistogram = (histogram: FloatHistogram): NativeHistogram => ({
  kind: 'float',
  schema: histogram.schema,
  count: histogram.count,
  sum: histogram.sum,
  zeroThreshold: histogram.zeroThreshold,
  zeroCount: histogram.zeroCount,
  positiveSpans: spans(histogram.positive),
  positiveCounts: Float64Array.from(histogram.positive.counts),
  negativeSpans: spans(histogram.negative),
  negativeCounts: Float64Array.from(histogram.negative.counts),
  customValues: Float64Array.from(histogram.customValues),
  resetHint: HINTS[histogram.counterResetHint],
  stale: false,
});
