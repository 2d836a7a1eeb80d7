import { compensationAfter } from '../values/kahan-sum.ts';
import type { FloatHistogram, SparseBuckets } from './float-histogram.ts';
import { type Compensation, noCompensation } from './histogram-compensation.ts';
import { negativeBuckets, positiveBuckets } from './histogram-buckets.ts';

interface WiderZeroBucket {
  readonly threshold: number;
  readonly zeroCount: number;
  readonly compensation: number;
}

/**
 * The zero bucket when it has to reach at least to `threshold`: it swallows whole buckets, so it may have to reach further where
 * the threshold falls into one that is not empty.
 */
function widenZeroBucket(histogram: FloatHistogram, wanted: number, compensation: Compensation): WiderZeroBucket {
  if (wanted === histogram.zeroThreshold) return { threshold: wanted, zeroCount: histogram.zeroCount, compensation: compensation.zeroCount };
  const positive = positiveBuckets(histogram);
  const negative = negativeBuckets(histogram);
  let threshold = wanted;
  for (;;) {
    let sum = histogram.zeroCount;
    let rest = compensation.zeroCount;
    const swallow = (count: number) => {
      const next = sum + count;
      rest = compensationAfter(sum, count, next, rest);
      sum = next;
    };
    for (const [i, { lower, upper, count }] of positive.entries()) {
      if (lower >= threshold) break;
      swallow(count);
      swallow(compensation.positive[i] ?? 0);
      if (upper > threshold) {
        if (count !== 0) threshold = upper;
        break;
      }
    }
    let isSettled = true;
    for (const [i, { lower, upper, count }] of negative.entries()) {
      if (upper <= -threshold) break;
      swallow(count);
      swallow(compensation.negative[i] ?? 0);
      if (lower < -threshold) {
        if (count !== 0) {
          // The negative side asks for more: start again, the positive side may follow.
          threshold = -lower;
          isSettled = false;
        }
        break;
      }
    }
    if (isSettled) return { threshold, zeroCount: sum, compensation: rest };
  }
}

/** The number of observations a histogram has in a zero bucket that reaches to `threshold`; undefined when it cannot end there. */
export function zeroCountWithin(histogram: FloatHistogram, threshold: number): number | undefined {
  const wider = widenZeroBucket(histogram, threshold, noCompensation);
  return wider.threshold === threshold ? wider.zeroCount : undefined;
}

export interface ReconciledZeroBuckets {
  readonly histogram: FloatHistogram;
  readonly compensation: Compensation;
  /** What the other histogram has in the common zero bucket. */
  readonly otherZeroCount: number;
}

/** Widens the zero buckets of two histograms until they are equally wide. */
export function reconcileZeroBuckets(histogram: FloatHistogram, other: FloatHistogram, compensation: Compensation = noCompensation): ReconciledZeroBuckets {
  let mine = { histogram, compensation };
  let theirs: WiderZeroBucket = { threshold: other.zeroThreshold, zeroCount: other.zeroCount, compensation: 0 };
  while (theirs.threshold !== mine.histogram.zeroThreshold) {
    if (mine.histogram.zeroThreshold > theirs.threshold) theirs = widenZeroBucket(other, mine.histogram.zeroThreshold, noCompensation);
    if (theirs.threshold > mine.histogram.zeroThreshold) mine = withWiderZeroBucket(mine.histogram, mine.compensation, theirs.threshold);
  }
  return { ...mine, otherZeroCount: theirs.zeroCount };
}

function withWiderZeroBucket(histogram: FloatHistogram, compensation: Compensation, wanted: number) {
  const { threshold, zeroCount, compensation: zeroCompensation } = widenZeroBucket(histogram, wanted, compensation);
  const positive = outside(histogram.positive, compensation.positive, positiveBuckets(histogram).map(({ lower }) => lower >= threshold));
  const negative = outside(histogram.negative, compensation.negative, negativeBuckets(histogram).map(({ upper }) => upper <= -threshold));
  return {
    histogram: { ...histogram, zeroThreshold: threshold, zeroCount, positive: positive.buckets, negative: negative.buckets },
    compensation: { ...compensation, zeroCount: zeroCompensation, positive: positive.compensation, negative: negative.compensation },
  };
}

/** Buckets that are neither inside the zero bucket nor empty. */
function outside(buckets: SparseBuckets, compensation: readonly number[], isOutside: readonly boolean[]) {
  const kept = isOutside.flatMap((is, i) => (is && (buckets.counts[i] !== 0 || (compensation[i] ?? 0) !== 0) ? [i] : []));
  return {
    buckets: { indexes: kept.map((i) => buckets.indexes[i] ?? 0), counts: kept.map((i) => buckets.counts[i] ?? 0) },
    compensation: kept.map((i) => compensation[i] ?? 0),
  };
}
