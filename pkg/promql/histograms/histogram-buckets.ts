import { type FloatHistogram, type SparseBuckets, usesCustomBuckets } from './float-histogram.ts';

/** One bucket with its bounds. */
export interface HistogramBucket {
  readonly lower: number;
  readonly upper: number;
  readonly lowerInclusive: boolean;
  readonly upperInclusive: boolean;
  readonly count: number;
}

/** The bounds in [0.5, 1) of the schemas 0 to 8, to the last bit those of Prometheus: each schema puts one between any two of the schema before. */
const fractions: readonly Float64Array[] = (() => {
  const tables = [Float64Array.of(0.5), Float64Array.of(0.5, 1 / Math.SQRT2)];
  for (let [schema, root] = [2, Math.sqrt(Math.SQRT2)]; schema <= 8; schema++, root = Math.sqrt(root)) {
    const coarser = tables[schema - 1] as Float64Array;
    tables.push(Float64Array.from({ length: 2 ** schema }, (_, i) => (coarser[i >> 1] as number) * (i % 2 === 0 ? 1 : root)));
  }
  return tables;
})();

/** The upper bound of bucket `index` on the positive side of an exponential schema. */
export function exponentialBound(index: number, schema: number): number {
  const [fraction, exponent] = schema <= 0 ? [0.5, index * 2 ** -schema + 1] : [fractions[schema]?.[index & (2 ** schema - 1)] ?? NaN, (index >> schema) + 1];
  // The last bucket ends at the largest number, not at infinity.
  if (fraction === 0.5 && exponent === 1025) return Number.MAX_VALUE;
  // In two factors, because the smallest and the largest bounds are out of reach of what 2 ** exponent can be.
  const half = Math.trunc(exponent / 2);
  return fraction * 2 ** half * 2 ** (exponent - half);
}

/** The upper bound of bucket `index`; index -1 of custom buckets ends at -Inf, the last at +Inf. */
export function bucketBound(index: number, { schema, customValues }: Pick<FloatHistogram, 'schema' | 'customValues'>): number {
  if (!usesCustomBuckets({ schema })) return exponentialBound(index, schema);
  if (index < 0) return -Infinity;
  return customValues[index] ?? Infinity;
}

/** The index a bucket has in a coarser schema. */
export const coarserIndex = (index: number, from: number, to: number): number => Math.floor((index - 1) / 2 ** (from - to)) + 1;

/** Buckets of the positive side from zero outwards. */
export const positiveBuckets = (histogram: FloatHistogram): HistogramBucket[] => histogram.positive.indexes.map((_, i) => positiveBucket(histogram, i));

/** Buckets of the negative side from zero outwards. */
export const negativeBuckets = (histogram: FloatHistogram): HistogramBucket[] => histogram.negative.indexes.map((_, i) => negativeBucket(histogram, i));

function positiveBucket(histogram: FloatHistogram, position: number): HistogramBucket {
  const index = histogram.positive.indexes[position] ?? 0;
  const lower = bucketBound(index - 1, histogram);
  const upper = bucketBound(index, histogram);
  const isCustom = usesCustomBuckets(histogram);
  return {
    lower, upper, count: histogram.positive.counts[position] ?? 0,
    lowerInclusive: isCustom ? index === 0 : lower < 0,
    upperInclusive: isCustom || upper > 0,
  };
}

function negativeBucket(histogram: FloatHistogram, position: number): HistogramBucket {
  const index = histogram.negative.indexes[position] ?? 0;
  const lower = -exponentialBound(index, histogram.schema);
  const upper = -exponentialBound(index - 1, histogram.schema);
  return { lower, upper, count: histogram.negative.counts[position] ?? 0, lowerInclusive: lower < 0, upperInclusive: upper > 0 };
}

export const zeroBucket = ({ zeroThreshold, zeroCount }: FloatHistogram): HistogramBucket => ({
  lower: -zeroThreshold, upper: zeroThreshold, lowerInclusive: true, upperInclusive: true, count: zeroCount,
});

/** All buckets from the lowest values to the highest. What a bucket shares with the zero bucket is cut off. */
export function ascendingBuckets(histogram: FloatHistogram): HistogramBucket[] {
  const { zeroThreshold, zeroCount } = histogram;
  const clipped = (bucket: HistogramBucket): HistogramBucket => {
    if (bucket.upper < 0 && bucket.upper > -zeroThreshold) return { ...bucket, upper: -zeroThreshold };
    if (bucket.lower > 0 && bucket.lower < zeroThreshold) return { ...bucket, lower: zeroThreshold };
    return bucket;
  };
  return [
    ...negativeBuckets(histogram).reverse().map(clipped),
    ...(zeroCount > 0 ? [zeroBucket(histogram)] : []),
    ...positiveBuckets(histogram).map(clipped),
  ];
}

/** Merges buckets until they fit a coarser schema. */
export function reduceResolution(buckets: SparseBuckets, from: number, to: number): SparseBuckets {
  if (from === to) return buckets;
  const indexes: number[] = [];
  const counts: number[] = [];
  for (const [i, index] of buckets.indexes.entries()) {
    const target = coarserIndex(index, from, to);
    const count = buckets.counts[i] ?? 0;
    if (indexes.at(-1) === target) counts.push((counts.pop() ?? 0) + count);
    else {
      indexes.push(target);
      counts.push(count);
    }
  }
  return { indexes, counts };
}

/** How much of a bucket lies below a value, as a share of it: linear, or even on a logarithmic scale. */
export function shareBelow({ lower, upper }: HistogramBucket, value: number, linear: boolean): number {
  if (linear) return (value - lower) / (upper - lower);
  const [logLower, logUpper, logValue] = [Math.log2(Math.abs(lower)), Math.log2(Math.abs(upper)), Math.log2(Math.abs(value))];
  if (value > 0) return (logValue - logLower) / (logUpper - logLower);
  return 1 - (logValue - logUpper) / (logLower - logUpper);
}
