import { bucketsFromSpans, type CounterResetHint, type FloatHistogram, noBuckets, type SparseBuckets } from '#pkg/promql';
import type { NativeHistogram } from '#pkg/sample-model';

/** The histogram as queries calculate with it. `continues`: it is known not to follow a counter reset. */
export function queryHistogram(histogram: NativeHistogram, continues = false): FloatHistogram {
  return {
    schema: histogram.schema,
    counterResetHint: hintOf(histogram, continues),
    count: histogram.count,
    sum: histogram.sum,
    zeroThreshold: histogram.zeroThreshold,
    zeroCount: histogram.zeroCount,
    positive: buckets(histogram.positiveSpans, histogram.positiveCounts),
    negative: buckets(histogram.negativeSpans, histogram.negativeCounts),
    customValues: Array.from(histogram.customValues),
  };
}

/** Like Prometheus's storage, which forgets the sender's word: a gauge stays one, and what continues a chunk follows no reset. */
function hintOf({ resetHint }: NativeHistogram, continues: boolean): CounterResetHint {
  if (resetHint === 'gauge') return 'gauge';
  return continues ? 'not_reset' : 'unknown';
}

function buckets(spans: Int32Array, counts: Float64Array): SparseBuckets {
  if (counts.length === 0) return noBuckets;
  const list = Array.from({ length: spans.length / 2 }, (_, index) => ({ offset: spans[index * 2] ?? 0, length: spans[index * 2 + 1] ?? 0 }));
  return bucketsFromSpans(list, counts);
}

/** Whether two histograms say the same, but for what they say of the one before. */
export function sameHistogram(one: NativeHistogram, other: NativeHistogram): boolean {
  if (one.stale || other.stale) return one.stale === other.stale;
  return (
    one.kind === other.kind && one.schema === other.schema && one.count === other.count && Object.is(one.sum, other.sum) &&
    one.zeroThreshold === other.zeroThreshold && one.zeroCount === other.zeroCount &&
    sameNumbers(one.positiveSpans, other.positiveSpans) && sameNumbers(one.positiveCounts, other.positiveCounts) &&
    sameNumbers(one.negativeSpans, other.negativeSpans) && sameNumbers(one.negativeCounts, other.negativeCounts) && sameNumbers(one.customValues, other.customValues)
  );
}

const sameNumbers = (one: Int32Array | Float64Array, other: Int32Array | Float64Array): boolean => one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
