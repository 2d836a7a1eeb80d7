import { BucketCollector, type CompensatedBuckets } from './histogram-compensation.ts';

interface BoundedBuckets extends CompensatedBuckets {
  readonly bounds: readonly number[];
}

/** Adds up custom buckets of several histograms over the bounds that all of them have; what is above the last goes to +Inf. */
export function mapCustomBuckets(sides: readonly BoundedBuckets[], common: readonly number[]): CompensatedBuckets {
  const targets = Array.from({ length: common.length + 1 }, () => new BucketCollector());
  for (const { buckets, compensation, bounds } of sides) {
    for (const [i, index] of buckets.indexes.entries()) {
      const bound = bounds[index] ?? Infinity;
      const found = common.findIndex((candidate) => candidate >= bound);
      targets[found < 0 ? common.length : found]?.add(0, buckets.counts[i] ?? 0, compensation[i] ?? 0);
    }
  }
  const filled = targets.flatMap((target, index) => {
    const { buckets, compensation } = target.result;
    const [count = 0] = buckets.counts;
    const [error = 0] = compensation;
    return count === 0 && error === 0 ? [] : [{ index, count, error }];
  });
  return {
    buckets: { indexes: filled.map(({ index }) => index), counts: filled.map(({ count }) => count) },
    compensation: filled.map(({ error }) => error),
  };
}
