import { formatShortest } from '../values/go-number-format.ts';
import type { FloatHistogram } from './float-histogram.ts';
import { type HistogramBucket, negativeBuckets, positiveBuckets, zeroBucket } from './histogram-buckets.ts';

/** `{count:3, sum:5, (1,2]:3}`, the text that count_values() and error messages show. */
export function histogramText(histogram: FloatHistogram): string {
  const buckets = [...negativeBuckets(histogram).reverse(), ...(histogram.zeroCount === 0 ? [] : [zeroBucket(histogram)]), ...positiveBuckets(histogram)];
  const parts = [`count:${formatShortest(histogram.count)}`, `sum:${formatShortest(histogram.sum)}`];
  return `{${[...parts, ...buckets.filter(({ count }) => count !== 0).map(bucketText)].join(', ')}}`;
}

const bucketText = ({ lower, upper, lowerInclusive, upperInclusive, count }: HistogramBucket): string =>
  `${lowerInclusive ? '[' : '('}${formatShortest(lower)},${formatShortest(upper)}${upperInclusive ? ']' : ')'}:${formatShortest(count)}`;
