import { isAlmostEqual } from '../values/almost-equal.ts';
import { RankSearch } from './histogram-fraction.ts';

/**
 * The buckets of a classic histogram at one step, by rising upper bound: how many observations were at most that. One object serves all steps of a series.
 */
export class CumulativeBuckets {
  length = 0;
  readonly bounds: Float64Array;
  readonly counts: Float64Array;

  constructor(most: number) {
    this.bounds = new Float64Array(most);
    this.counts = new Float64Array(most);
  }

  clear(): void {
    this.length = 0;
  }

  /** Bounds rise; buckets with the same bound (`le="1"` and `le="1.0"`) become one. */
  add(upperBound: number, count: number): void {
    const last = this.length - 1;
    if (last >= 0 && this.bounds[last] === upperBound) {
      this.counts[last] = (this.counts[last] as number) + count;
      return;
    }
    this.bounds[this.length] = upperBound;
    this.counts[this.length] = count;
    this.length += 1;
  }

  /** Whether the last one has all observations. */
  get isComplete(): boolean {
    return this.length > 0 && this.bounds[this.length - 1] === Infinity;
  }
}

/** How far the counts were from rising with the bounds, where they had to be forced to. */
export interface MonotonicityFix {
  readonly lowestBucket: number;
  readonly highestBucket: number;
  readonly largestDifference: number;
}

/** Differences that are most likely rounding errors of the query in front. */
const SMALL_DIFFERENCE = 1e-12;

/**
 * The φ-quantile of a classic histogram, linear within a bucket. The lowest bucket begins at 0 if it ends above; the highest, which
 * has to end at +Inf, answers with its lower bound. NaN without observations or without a bucket that ends at +Inf. Counts that fall with a rising bound are
 * lifted first, in place, which `forced` is told.
 */
export function classicQuantile(quantile: number, buckets: CumulativeBuckets, forced: (fix: MonotonicityFix) => void): number {
  if (Number.isNaN(quantile)) return NaN;
  if (quantile < 0) return -Infinity;
  if (quantile > 1) return Infinity;
  if (!buckets.isComplete) return NaN;
  const fix = makeMonotonic(buckets);
  if (fix) forced(fix);
  return quantileOfRising(quantile, buckets);
}

function quantileOfRising(quantile: number, { bounds, counts, length }: CumulativeBuckets): number {
  const last = length - 1;
  const observations = counts[last] as number;
  if (length < 2 || observations === 0) return NaN;
  const rank = quantile * observations;
  let found = 0;
  while (found < last && !((counts[found] as number) >= rank)) found++;
  if (found === last) return bounds[last - 1] as number;
  const [upperBound, count] = [bounds[found] as number, counts[found] as number];
  if (found === 0) return upperBound <= 0 ? upperBound : upperBound * (rank / count);
  const [lowerBound, before] = [bounds[found - 1] as number, counts[found - 1] as number];
  return lowerBound + (upperBound - lowerBound) * ((rank - before) / (count - before));
}

/** The share of observations between two values. */
export function classicFraction(lower: number, upper: number, { bounds, counts, length, isComplete }: CumulativeBuckets): number {
  const total = counts[length - 1] as number;
  if (!isComplete || total === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return NaN;
  if (lower >= upper) return 0;
  const ranks = new RankSearch(lower, upper);
  let [from, counted] = [(bounds[0] as number) <= 0 ? -Infinity : 0, 0];
  for (let at = 0; at < length; at++) {
    const [begin, upperBound, cumulative] = [from, bounds[at] as number, counts[at] as number];
    const count = cumulative - counted;
    ranks.pass(begin, upperBound, count, (value, rank) => (begin === -Infinity ? cumulative : rank + (count * (value - begin)) / (upperBound - begin)));
    [from, counted] = [upperBound, cumulative];
  }
  return ranks.distance(total) / total;
}

/** Counts that fall with a rising bound are lifted to the one before; tiny differences either way are ignored silently. */
function makeMonotonic({ bounds, counts, length }: CumulativeBuckets): MonotonicityFix | undefined {
  let previous = counts[0] as number;
  let forced: MonotonicityFix | undefined;
  for (let at = 0; at < length; at++) {
    const count = counts[at] as number;
    if (count === previous) continue;
    if (isAlmostEqual(previous, count, SMALL_DIFFERENCE)) {
      counts[at] = previous;
    } else if (count < previous) {
      const upperBound = bounds[at] as number;
      forced = {
        lowestBucket: Math.min(forced?.lowestBucket ?? Infinity, upperBound),
        highestBucket: Math.max(forced?.highestBucket ?? -Infinity, upperBound),
        largestDifference: Math.max(forced?.largestDifference ?? 0, previous - count),
      };
      counts[at] = previous;
    } else previous = count;
  }
  return forced;
}
