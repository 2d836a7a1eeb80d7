import { isAlmostEqual } from '../values/almost-equal.ts';
import { RankSearch } from './histogram-fraction.ts';

/** A bucket of a classic histogram: how many observations were at most `upperBound`. */
export interface CumulativeBucket {
  readonly upperBound: number;
  readonly count: number;
}

/** How far the counts were from rising with the bounds, where they had to be forced to. */
export interface MonotonicityFix {
  readonly lowestBucket: number;
  readonly highestBucket: number;
  readonly largestDifference: number;
}

export interface ClassicQuantile {
  readonly value: number;
  readonly forced: MonotonicityFix | undefined;
}

/** Differences that are most likely rounding errors of the query in front. */
const SMALL_DIFFERENCE = 1e-12;

/**
 * The φ-quantile of a classic histogram, linear within a bucket. The lowest bucket begins at 0 if it ends above; the highest, which
 * has to end at +Inf, answers with its lower bound. NaN without observations or without a bucket that ends at +Inf.
 */
export function classicQuantile(quantile: number, buckets: readonly CumulativeBucket[]): ClassicQuantile {
  if (Number.isNaN(quantile)) return { value: NaN, forced: undefined };
  if (quantile < 0) return { value: -Infinity, forced: undefined };
  if (quantile > 1) return { value: Infinity, forced: undefined };
  const merged = mergedBuckets(buckets);
  if (merged.at(-1)?.upperBound !== Infinity) return { value: NaN, forced: undefined };
  const { buckets: rising, forced } = monotonic(merged);
  return { value: quantileOfRising(quantile, rising), forced };
}

function quantileOfRising(quantile: number, buckets: readonly CumulativeBucket[]): number {
  const observations = buckets.at(-1)?.count ?? 0;
  if (buckets.length < 2 || observations === 0) return NaN;
  const rank = quantile * observations;
  const last = buckets.length - 1;
  const found = buckets.findIndex(({ count }, i) => i === last || count >= rank);
  const { upperBound, count } = buckets[found] ?? { upperBound: NaN, count: NaN };
  const before = buckets[found - 1];
  if (found === last) return before?.upperBound ?? NaN;
  if (!before) return upperBound <= 0 ? upperBound : upperBound * (rank / count);
  return before.upperBound + (upperBound - before.upperBound) * ((rank - before.count) / (count - before.count));
}

/** The share of observations between two values. */
export function classicFraction(lower: number, upper: number, buckets: readonly CumulativeBucket[]): number {
  const merged = mergedBuckets(buckets);
  const { upperBound, count: total } = merged.at(-1) ?? { upperBound: NaN, count: NaN };
  if (upperBound !== Infinity || total === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return NaN;
  if (lower >= upper) return 0;
  const ranks = new RankSearch(lower, upper);
  let before = { upperBound: (merged[0]?.upperBound ?? 0) <= 0 ? -Infinity : 0, count: 0 };
  for (const bucket of merged) {
    const from = before.upperBound;
    const count = bucket.count - before.count;
    ranks.pass(from, bucket.upperBound, count, (value, rank) =>
      from === -Infinity ? bucket.count : rank + (count * (value - from)) / (bucket.upperBound - from),
    );
    before = bucket;
  }
  return ranks.distance(total) / total;
}

/** By rising bound; buckets with the same bound (`le="1"` and `le="1.0"`) are one. */
function mergedBuckets(buckets: readonly CumulativeBucket[]): CumulativeBucket[] {
  const merged: CumulativeBucket[] = [];
  for (const bucket of [...buckets].sort((a, b) => (a.upperBound < b.upperBound ? -1 : a.upperBound > b.upperBound ? 1 : 0))) {
    const last = merged.at(-1);
    if (last?.upperBound === bucket.upperBound) merged[merged.length - 1] = { ...last, count: last.count + bucket.count };
    else merged.push(bucket);
  }
  return merged;
}

/** Counts that fall with a rising bound are lifted to the one before; tiny differences either way are ignored silently. */
function monotonic(buckets: readonly CumulativeBucket[]): { buckets: CumulativeBucket[]; forced: MonotonicityFix | undefined } {
  let previous = buckets[0]?.count ?? 0;
  let forced: MonotonicityFix | undefined;
  const rising = buckets.map((bucket) => {
    const { upperBound, count } = bucket;
    if (count === previous) return bucket;
    if (isAlmostEqual(previous, count, SMALL_DIFFERENCE)) return { upperBound, count: previous };
    if (count < previous) {
      forced = {
        lowestBucket: Math.min(forced?.lowestBucket ?? Infinity, upperBound),
        highestBucket: Math.max(forced?.highestBucket ?? -Infinity, upperBound),
        largestDifference: Math.max(forced?.largestDifference ?? 0, previous - count),
      };
      return { upperBound, count: previous };
    }
    previous = count;
    return bucket;
  });
  return { buckets: rising, forced };
}
