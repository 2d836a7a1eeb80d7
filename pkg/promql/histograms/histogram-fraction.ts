import { fractionOfNaNs } from '../values/annotation-texts.ts';
import { type FloatHistogram, usesCustomBuckets } from './float-histogram.ts';
import { ascendingBuckets, shareBelow } from './histogram-buckets.ts';
import { oneSidedZeroBucket, type RemarkContext } from './histogram-quantile.ts';

/** The share of observations between two values, interpolated like a quantile. Observations of NaN are in no interval. */
export function histogramFraction(lower: number, upper: number, histogram: FloatHistogram, context: RemarkContext): number {
  if (histogram.count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return NaN;
  if (lower >= upper) return 0;

  const isCustom = usesCustomBuckets(histogram);
  const ranks = new RankSearch(lower, upper);
  let counted = 0;
  for (const original of ascendingBuckets(histogram)) {
    counted += original.count;
    const isZero = original.lower <= 0 && original.upper >= 0;
    const bucket = isZero ? oneSidedZeroBucket(histogram, original) : original;
    ranks.pass(bucket.lower, bucket.upper, bucket.count, (value, rank) => {
      if ((isCustom || isZero) && bucket.lower === -Infinity) return bucket.count;
      return rank + bucket.count * shareBelow(bucket, value, isCustom || isZero);
    });
  }
  const observed = Number.isNaN(histogram.sum) ? counted : histogram.count;
  if (observed < histogram.count) context.remark(fractionOfNaNs(context.metricName, context.range));
  return ranks.distance(observed) / histogram.count;
}

/** Finds how many observations are below each of two values, bucket by bucket from below. */
export class RankSearch {
  private rank = 0;
  private lowerRank: number | undefined;
  private upperRank: number | undefined;

  constructor(
    private readonly lower: number,
    private readonly upper: number,
  ) {}

  /** The next bucket: its bounds, its own count, and the rank of a value inside of it, given the rank at its lower bound. */
  pass(bucketLower: number, bucketUpper: number, count: number, rankWithin: (value: number, rankBefore: number) => number): void {
    const rankOf = (value: number): number | undefined => {
      if (bucketLower >= value) return this.rank;
      return bucketUpper > value ? rankWithin(value, this.rank) : undefined;
    };
    this.lowerRank ??= rankOf(this.lower);
    this.upperRank ??= rankOf(this.upper);
    this.rank += count;
  }

  /** The observations in between; a value above all buckets has all of them below it. */
  distance(total: number): number {
    return Math.min(this.upperRank ?? total, total) - Math.min(this.lowerRank ?? total, total);
  }
}
