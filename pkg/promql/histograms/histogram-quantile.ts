import { quantileOfNaNs, quantileSkewedByNaNs } from '../values/annotation-texts.ts';
import type { Annotation } from '../values/query-annotations.ts';
import type { SourceRange } from '../values/source-position.ts';
import { type FloatHistogram, usesCustomBuckets } from './float-histogram.ts';
import { ascendingBuckets, type HistogramBucket } from './histogram-buckets.ts';

/** What a remark is about: the metric and its place in the query. */
export interface RemarkContext {
  readonly metricName: string;
  readonly range: SourceRange;
  readonly remark: (annotation: Annotation) => void;
}

const noBucket: HistogramBucket = { lower: 0, upper: 0, lowerInclusive: false, upperInclusive: false, count: 0 };

/**
 * The φ-quantile of a native histogram. Observations are taken to be spread evenly within a bucket: on a logarithmic scale for
 * exponential buckets, linearly in custom buckets and in the zero bucket. Observations of NaN count as larger than everything else.
 */
export function histogramQuantile(quantile: number, histogram: FloatHistogram, context: RemarkContext): number {
  if (quantile < 0) return -Infinity;
  if (quantile > 1) return Infinity;
  if (histogram.count === 0 || Number.isNaN(quantile)) return NaN;

  // NaNs are in no bucket, so that only the way from below tells the rank; otherwise the shorter way is the more exact one.
  const hasNaNs = Number.isNaN(histogram.sum);
  const fromBelow = hasNaNs || quantile < 0.5;
  const buckets = fromBelow ? ascendingBuckets(histogram) : ascendingBuckets(histogram).reverse();
  const rank = (fromBelow ? quantile : 1 - quantile) * histogram.count;
  const found = findRank(buckets, rank);
  const bucket = boundedBucket(histogram, found.bucket);
  if (typeof bucket === 'number') return bucket;

  const counted = Math.min(found.counted, histogram.count);
  if (counted < rank) {
    if (!hasNaNs) return bucket.upper;
    context.remark(quantileOfNaNs(context.metricName, context.range));
    return NaN;
  }
  if (hasNaNs && buckets.reduce((total, { count }) => total + count, 0) < histogram.count) {
    context.remark(quantileSkewedByNaNs(context.metricName, context.range));
  }
  const rankInBucket = fromBelow ? rank - (counted - bucket.count) : counted - rank;
  return interpolate(histogram, bucket, rankInBucket / bucket.count);
}

function findRank(buckets: readonly HistogramBucket[], rank: number): { bucket: HistogramBucket; counted: number } {
  let bucket = noBucket;
  let counted = 0;
  for (bucket of buckets) {
    if (bucket.count === 0) continue;
    counted += bucket.count;
    if (counted >= rank) break;
  }
  return { bucket, counted };
}

/** The bucket within bounds one can interpolate between, or the answer where there are none. */
function boundedBucket(histogram: FloatHistogram, bucket: HistogramBucket): HistogramBucket | number {
  if (usesCustomBuckets(histogram)) {
    if (bucket.lower === -Infinity) return bucket.upper <= 0 ? bucket.upper : { ...bucket, lower: 0 };
    return bucket.upper === Infinity ? bucket.lower : bucket;
  }
  return bucket.lower < 0 && bucket.upper > 0 ? oneSidedZeroBucket(histogram, bucket) : bucket;
}

/** A histogram without observations on one side has none on that side of the zero bucket either. */
export function oneSidedZeroBucket({ positive, negative }: FloatHistogram, bucket: HistogramBucket): HistogramBucket {
  const hasPositive = positive.indexes.length > 0;
  const hasNegative = negative.indexes.length > 0;
  if (hasPositive && !hasNegative) return { ...bucket, lower: 0 };
  if (hasNegative && !hasPositive) return { ...bucket, upper: 0 };
  return bucket;
}

function interpolate(histogram: FloatHistogram, { lower, upper }: HistogramBucket, fraction: number): number {
  if (usesCustomBuckets(histogram) || (lower <= 0 && upper >= 0)) return lower + (upper - lower) * fraction;
  const logLower = Math.log2(Math.abs(lower));
  const logUpper = Math.log2(Math.abs(upper));
  if (lower > 0) return 2 ** (logLower + (logUpper - logLower) * fraction);
  return -(2 ** (logUpper + (logLower - logUpper) * (1 - fraction)));
}
