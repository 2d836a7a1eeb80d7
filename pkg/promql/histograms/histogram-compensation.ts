import { compensationAfter } from '../values/kahan-sum.ts';
import { coarserIndex, exponentialBound } from './histogram-buckets.ts';
import { type FloatHistogram, noBuckets, type SparseBuckets, usesCustomBuckets } from './float-histogram.ts';

/** What rounding has taken from the counts of a histogram; missing entries are zero. */
export interface Compensation {
  readonly count: number;
  readonly sum: number;
  readonly zeroCount: number;
  readonly positive: readonly number[];
  readonly negative: readonly number[];
}

export const noCompensation: Compensation = { count: 0, sum: 0, zeroCount: 0, positive: [], negative: [] };

/** The compensation as a histogram of the same layout, so that it can be added at the end. */
export function compensationHistogram(histogram: FloatHistogram, compensation: Compensation): FloatHistogram {
  const counts = (buckets: SparseBuckets, values: readonly number[]): SparseBuckets => ({ indexes: buckets.indexes, counts: buckets.indexes.map((_, i) => values[i] ?? 0) });
  return {
    ...histogram,
    count: compensation.count,
    sum: compensation.sum,
    zeroCount: compensation.zeroCount,
    positive: counts(histogram.positive, compensation.positive),
    negative: usesCustomBuckets(histogram) ? noBuckets : counts(histogram.negative, compensation.negative),
  };
}

export function scaleCompensation(compensation: Compensation, scale: (value: number) => number): Compensation {
  return {
    count: scale(compensation.count),
    sum: scale(compensation.sum),
    zeroCount: scale(compensation.zeroCount),
    positive: compensation.positive.map(scale),
    negative: compensation.negative.map(scale),
  };
}

/** Buckets with the rounding errors of their counts. */
export interface CompensatedBuckets {
  readonly buckets: SparseBuckets;
  readonly compensation: readonly number[];
}

/** Collects counts by rising bucket index and keeps their rounding errors. */
export class BucketCollector {
  private readonly indexes: number[] = [];
  private readonly counts: number[] = [];
  private readonly errors: number[] = [];

  /** Begins the bucket, or adds to it when it is the one that was added last. */
  add(index: number, count: number, compensation: number): void {
    const last = this.indexes.length - 1;
    if (last < 0 || this.indexes[last] !== index) {
      this.indexes.push(index);
      this.counts.push(count);
      this.errors.push(compensation);
      return;
    }
    this.increase(last, count);
    if (compensation !== 0) this.increase(last, compensation);
  }

  private increase(at: number, value: number): void {
    const before = this.counts[at] ?? 0;
    const next = before + value;
    this.errors[at] = compensationAfter(before, value, next, this.errors[at] ?? 0);
    this.counts[at] = next;
  }

  get result(): CompensatedBuckets {
    return { buckets: { indexes: this.indexes, counts: this.counts }, compensation: this.errors };
  }
}

/** Merges buckets until they fit a coarser schema. */
export function reduceCompensated({ buckets, compensation }: CompensatedBuckets, from: number, to: number): CompensatedBuckets {
  if (from === to) return { buckets, compensation };
  const collector = new BucketCollector();
  for (const [i, index] of buckets.indexes.entries()) collector.add(coarserIndex(index, from, to), buckets.counts[i] ?? 0, compensation[i] ?? 0);
  return collector.result;
}

/** Adds up two sides of the same schema. Of the second, buckets inside the zero bucket of the first are left out. */
export function addCompensated(a: CompensatedBuckets, b: CompensatedBuckets, { schema, zeroThreshold }: FloatHistogram): CompensatedBuckets {
  const collector = new BucketCollector();
  const isInside = (index: number) => !usesCustomBuckets({ schema }) && exponentialBound(index, schema) <= zeroThreshold;
  let j = 0;
  while (j < b.buckets.indexes.length && isInside(b.buckets.indexes[j] ?? 0)) j++;
  for (let i = 0; i < a.buckets.indexes.length || j < b.buckets.indexes.length; ) {
    const indexA = a.buckets.indexes[i] ?? Infinity;
    const indexB = b.buckets.indexes[j] ?? Infinity;
    if (indexA <= indexB) {
      collector.add(indexA, a.buckets.counts[i] ?? 0, a.compensation[i] ?? 0);
      i++;
    } else {
      collector.add(indexB, b.buckets.counts[j] ?? 0, b.compensation[j] ?? 0);
      j++;
    }
  }
  return collector.result;
}
