import { type FloatHistogram, type SparseBuckets, usesCustomBuckets, withoutEmptyBuckets } from './float-histogram.ts';
import { type HistogramBucket, negativeBuckets, positiveBuckets, shareBelow, zeroBucket } from './histogram-buckets.ts';

/** Which observations stay: those below the value (`</`) or those above it (`>/`). */
export type KeptSide = 'below' | 'above';

/** What is left of a bucket, and the value its observations are taken to have. */
interface Kept {
  readonly count: number;
  readonly midpoint: number;
}

/** Drops the observations on one side of a value; a bucket that contains it is divided by interpolation. */
export function trimHistogram(histogram: FloatHistogram, at: number, side: KeptSide): FloatHistogram {
  const isCustom = usesCustomBuckets(histogram);
  const positive = positiveBuckets(histogram).map((bucket) => trimBucket(bucket, at, side, true, isCustom));
  const negative = negativeBuckets(histogram).map((bucket) => trimBucket(bucket, at, side, false, isCustom));
  const hasPositive = histogram.positive.counts.some((count) => count !== 0);
  const hasNegative = histogram.negative.counts.some((count) => count !== 0);
  const zero = histogram.zeroCount > 0 ? trimZeroBucket(histogram, at, side, hasNegative, hasPositive) : { count: histogram.zeroCount, midpoint: 0 };

  const counts = (kept: readonly Kept[], { indexes }: SparseBuckets): SparseBuckets => ({ indexes, counts: kept.map(({ count }) => count) });
  const isUnchanged = (kept: readonly Kept[], before: SparseBuckets) => kept.every(({ count }, i) => count === before.counts[i]);
  if (isUnchanged(positive, histogram.positive) && isUnchanged(negative, histogram.negative) && zero.count === histogram.zeroCount) return histogram;
  const kept = [...positive, ...negative, ...(histogram.zeroCount > 0 ? [zero] : [])];
  return withoutEmptyBuckets({
    ...histogram,
    count: kept.reduce((total, { count }) => total + count, 0),
    sum: kept.reduce((total, { count, midpoint }) => total + (count === 0 ? 0 : midpoint * count), 0),
    zeroCount: zero.count,
    positive: counts(positive, histogram.positive),
    negative: counts(negative, histogram.negative),
  });
}

function trimBucket(bucket: HistogramBucket, at: number, side: KeptSide, isPositive: boolean, isCustom: boolean): Kept {
  const { lower, upper, count } = bucket;
  if (count === 0) return { count: 0, midpoint: 0 };
  const isKept = side === 'below' ? upper <= at : lower >= at;
  const isDivided = side === 'below' ? lower < at : upper > at;
  if (isKept) return { count, midpoint: midpoint(lower, upper, isPositive, isCustom) };
  if (!isDivided) return { count: 0, midpoint: 0 };
  if (lower === -Infinity || upper === Infinity) return trimOpenBucket(bucket, at, side);
  const below = at <= lower ? 0 : at >= upper ? count : count * shareBelow(bucket, at, isCustom);
  return side === 'below'
    ? { count: below, midpoint: midpoint(lower, at, isPositive, isCustom) }
    : { count: count - below, midpoint: midpoint(at, upper, isPositive, isCustom) };
}

/** Nothing can be interpolated towards infinity: such a bucket is taken to begin at zero where it can, or stays or goes as a whole. */
function trimOpenBucket({ lower, upper, count }: HistogramBucket, at: number, side: KeptSide): Kept {
  const finite = (value: number) => (Number.isFinite(value) ? value : 0);
  if (lower === -Infinity) {
    if (side === 'below') {
      if (at >= upper) return { count, midpoint: 0 };
      if (at > 0 && upper > 0 && upper !== Infinity) return { count: (count * at) / upper, midpoint: at / 2 };
      return upper <= 0 ? { count, midpoint: at } : { count: 0, midpoint: finite(upper) };
    }
    if (at <= lower) return { count, midpoint: 0 };
    if (at >= 0 && upper > at && upper !== Infinity) return { count: count * (1 - at / upper), midpoint: (at + upper) / 2 };
    return { count: 0, midpoint: finite(upper) };
  }
  if (side === 'above' && at >= lower) return { count, midpoint: at };
  return { count: 0, midpoint: finite(lower) };
}

/** The zero bucket reaches to one side only when there are no observations on the other. */
function trimZeroBucket(histogram: FloatHistogram, at: number, side: KeptSide, hasNegative: boolean, hasPositive: boolean): Kept {
  const bucket = zeroBucket(histogram);
  const upper = hasNegative && !hasPositive ? 0 : bucket.upper;
  const lower = hasPositive && !hasNegative ? 0 : bucket.lower;
  const all = { count: bucket.count, midpoint: (lower + upper) / 2 };
  const none = { count: 0, midpoint: 0 };
  if (side === 'below') {
    if (at <= lower) return none;
    if (at >= upper) return all;
    return { count: (bucket.count * (at - lower)) / (upper - lower), midpoint: (lower + at) / 2 };
  }
  if (at <= lower) return all;
  if (at >= upper) return none;
  return { count: (bucket.count * (upper - at)) / (upper - lower), midpoint: (at + upper) / 2 };
}

/** The arithmetic mean in custom buckets, the geometric one in exponential buckets. */
function midpoint(lower: number, upper: number, isPositive: boolean, isCustom: boolean): number {
  if (!Number.isFinite(lower)) {
    if (!Number.isFinite(upper)) return 0;
    return upper > 0 ? upper / 2 : upper;
  }
  if (!Number.isFinite(upper)) return lower;
  if (isCustom) return (lower + upper) / 2;
  const mean = Math.sqrt(Math.abs(lower * upper));
  return isPositive ? mean : -mean;
}
