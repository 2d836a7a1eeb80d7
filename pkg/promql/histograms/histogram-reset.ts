import { type FloatHistogram, type SparseBuckets, sameCustomBounds, usesCustomBuckets } from './float-histogram.ts';
import { exponentialBound, reduceResolution } from './histogram-buckets.ts';
import { zeroCountWithin } from './histogram-zero-bucket.ts';

/** Whether a counter histogram started anew after `previous`: anything in it that went down, or a layout that only grows coarser by itself. */
export function isCounterReset(histogram: FloatHistogram, previous: FloatHistogram): boolean {
  if (histogram.counterResetHint === 'reset') return true;
  if (histogram.counterResetHint === 'not_reset') return false;
  if (histogram.count < previous.count) return true;
  if (usesCustomBuckets(histogram)) {
    if (!usesCustomBuckets(previous)) return true;
    if (!sameCustomBounds(histogram.customValues, previous.customValues)) return fellBelowCommonBound(histogram, previous);
    return anyFell(histogram.positive, previous.positive);
  }
  if (histogram.schema > previous.schema || histogram.zeroThreshold < previous.zeroThreshold) return true;
  const previousZeroCount = zeroCountWithin(previous, histogram.zeroThreshold);
  if (previousZeroCount === undefined || histogram.zeroCount < previousZeroCount) return true;
  const { schema, zeroThreshold } = histogram;
  const comparable = (buckets: SparseBuckets) => above(reduceResolution(buckets, previous.schema, schema), schema, zeroThreshold);
  return (
    anyFell(above(histogram.positive, schema, zeroThreshold), comparable(previous.positive)) ||
    anyFell(above(histogram.negative, schema, zeroThreshold), comparable(previous.negative))
  );
}

/** Buckets that end above the zero bucket. */
function above({ indexes, counts }: SparseBuckets, schema: number, threshold: number): SparseBuckets {
  const first = threshold === 0 ? 0 : indexes.findIndex((index) => exponentialBound(index, schema) > threshold);
  return first < 0 ? { indexes: [], counts: [] } : { indexes: indexes.slice(first), counts: counts.slice(first) };
}

function anyFell(current: SparseBuckets, previous: SparseBuckets): boolean {
  let at = 0;
  return previous.indexes.some((index, i) => {
    const before = previous.counts[i] ?? 0;
    while (at < current.indexes.length && (current.indexes[at] ?? 0) < index) at++;
    return current.indexes[at] === index ? (current.counts[at] ?? 0) < before : before !== 0;
  });
}

/** Custom buckets with different bounds are compared between the bounds that both have. */
function fellBelowCommonBound(current: FloatHistogram, previous: FloatHistogram): boolean {
  const common = [...current.customValues.filter((bound) => previous.customValues.includes(bound)), Infinity];
  const between = ({ positive, customValues }: FloatHistogram, lower: number, upper: number): number =>
    positive.indexes.reduce((total, index, i) => {
      const bound = customValues[index] ?? Infinity;
      return bound > lower && bound <= upper ? total + (positive.counts[i] ?? 0) : total;
    }, 0);
  return common.some((upper, i) => {
    const lower = common[i - 1] ?? -Infinity;
    return between(current, lower, upper) < between(previous, lower, upper);
  });
}
