/**
 * What is known about a counter histogram and the one before it in its series: `reset` and `not_reset` are facts, with `unknown` one
 * has to compare the two. A `gauge` may go down.
 */
export type CounterResetHint = 'unknown' | 'reset' | 'not_reset' | 'gauge';

/** Counts of the buckets that exist, by bucket index in rising order. A bucket that is not listed is empty. */
export interface SparseBuckets {
  readonly indexes: readonly number[];
  readonly counts: readonly number[];
}

/**
 * A native histogram with floating-point counts; immutable.
 *
 * Schema -4 … 8: bucket i of the positive side holds values in (base^(i-1), base^i] with base = 2^(2^-schema), the negative side is
 * its mirror image, and values within ±zeroThreshold are in the zero bucket. Schema -53: custom buckets, whose upper bounds are
 * `customValues` and, last, +Inf; they have no zero bucket and no negative side.
 */
export interface FloatHistogram {
  readonly schema: number;
  readonly counterResetHint: CounterResetHint;
  readonly count: number;
  readonly sum: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly positive: SparseBuckets;
  readonly negative: SparseBuckets;
  readonly customValues: readonly number[];
}

export const CUSTOM_BUCKETS_SCHEMA = -53;

export const noBuckets: SparseBuckets = { indexes: [], counts: [] };

export const emptyHistogram: FloatHistogram = {
  schema: 0, counterResetHint: 'unknown', count: 0, sum: 0, zeroThreshold: 0, zeroCount: 0, positive: noBuckets, negative: noBuckets, customValues: [],
};

export const usesCustomBuckets = ({ schema }: { readonly schema: number }): boolean => schema === CUSTOM_BUCKETS_SCHEMA;

/** A run of buckets next to each other: how far behind the previous run (or bucket 0) it starts, and how many there are. */
export interface BucketSpan {
  readonly offset: number;
  readonly length: number;
}

/** Buckets as they are stored and sent: spans beside absolute counts. */
export function bucketsFromSpans(spans: readonly BucketSpan[], counts: ArrayLike<number>): SparseBuckets {
  const indexes: number[] = [];
  let index = 0;
  for (const { offset, length } of spans) {
    index += offset;
    for (let i = 0; i < length; i++) indexes.push(index++);
  }
  return { indexes, counts: Array.from(counts) };
}

/** The reverse of {@link bucketsFromSpans}. */
export function spansOf({ indexes }: SparseBuckets): BucketSpan[] {
  const spans: { offset: number; length: number }[] = [];
  let next = 0;
  for (const index of indexes) {
    const last = spans.at(-1);
    if (last && index === next) last.length++;
    else spans.push({ offset: index - next, length: 1 });
    next = index + 1;
  }
  return spans;
}

/** Without buckets that count nothing. */
export function withoutEmptyBuckets(histogram: FloatHistogram): FloatHistogram {
  return { ...histogram, positive: occupied(histogram.positive), negative: occupied(histogram.negative) };
}

function occupied(buckets: SparseBuckets): SparseBuckets {
  if (!buckets.counts.includes(0)) return buckets;
  const kept = buckets.counts.flatMap((count, i) => (count === 0 ? [] : [i]));
  return { indexes: kept.map((i) => buckets.indexes[i] ?? 0), counts: kept.map((i) => buckets.counts[i] ?? 0) };
}

/** Every count and the sum times a factor. A negative factor makes it a gauge. */
export function scaleHistogram(histogram: FloatHistogram, factor: number): FloatHistogram {
  const scale = (buckets: SparseBuckets): SparseBuckets => ({ indexes: buckets.indexes, counts: buckets.counts.map((count) => count * factor) });
  return mapCounts(histogram, (value) => value * factor, scale, factor < 0);
}

/** Every count and the sum divided. Nothing is known of the buckets after a division by zero. */
export function divideHistogram(histogram: FloatHistogram, divisor: number): FloatHistogram {
  const divide = (buckets: SparseBuckets): SparseBuckets =>
    divisor === 0 ? noBuckets : { indexes: buckets.indexes, counts: buckets.counts.map((count) => count / divisor) };
  return mapCounts(histogram, (value) => value / divisor, divide, divisor < 0);
}

function mapCounts(histogram: FloatHistogram, map: (value: number) => number, mapBuckets: (buckets: SparseBuckets) => SparseBuckets, becomesGauge: boolean): FloatHistogram {
  return {
    ...histogram,
    counterResetHint: becomesGauge ? 'gauge' : histogram.counterResetHint,
    count: map(histogram.count),
    sum: map(histogram.sum),
    zeroCount: map(histogram.zeroCount),
    positive: mapBuckets(histogram.positive),
    negative: mapBuckets(histogram.negative),
  };
}

export const withHint = (histogram: FloatHistogram, counterResetHint: CounterResetHint): FloatHistogram =>
  histogram.counterResetHint === counterResetHint ? histogram : { ...histogram, counterResetHint };

const sameNumbers = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

export const sameCustomBounds = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((bound, i) => bound === b[i]);

/** Equal to the last bit, whatever the hints. Empty buckets do not count. */
export function equalHistograms(a: FloatHistogram, b: FloatHistogram): boolean {
  const sameBuckets = (x: SparseBuckets, y: SparseBuckets) => {
    const [p, q] = [occupied(x), occupied(y)];
    return sameNumbers(p.indexes, q.indexes) && sameNumbers(p.counts, q.counts);
  };
  return (
    a.schema === b.schema &&
    Object.is(a.count, b.count) &&
    Object.is(a.sum, b.sum) &&
    a.zeroThreshold === b.zeroThreshold &&
    Object.is(a.zeroCount, b.zeroCount) &&
    (!usesCustomBuckets(a) || sameCustomBounds(a.customValues, b.customValues)) &&
    sameBuckets(a.positive, b.positive) &&
    sameBuckets(a.negative, b.negative)
  );
}

/** Whether anything in it is too large for a number. */
export function hasOverflow({ zeroCount, count, sum, positive, negative }: FloatHistogram): boolean {
  const isInfinite = (value: number) => value === Infinity || value === -Infinity;
  return [zeroCount, count, sum].some(isInfinite) || positive.counts.some(isInfinite) || negative.counts.some(isInfinite);
}
