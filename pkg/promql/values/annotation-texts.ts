import { formatShortest, formatTwoDigits } from './go-number-format.ts';
import type { Annotation, AnnotationDetail } from './query-annotations.ts';
import { quote } from './quoted-string.ts';
import type { SourceRange } from './source-position.ts';

const warning = (text: string, range: SourceRange): Annotation => ({ severity: 'warning', text, range });
const info = (text: string, range: SourceRange): Annotation => ({ severity: 'info', text, range });
const forMetric = (text: string, name: string): string => (name === '' ? text : `${text} for metric name ${quote(name)}`);

/** Where two histograms were combined. */
export type HistogramOperation = 'addition' | 'subtraction' | 'aggregation';

export const invalidRatio = (ratio: number, cap: number, range: SourceRange) =>
  warning(`ratio value should be between -1 and 1, got ${formatShortest(ratio)}, capping to ${formatShortest(cap)}`, range);

export const invalidQuantile = (quantile: number, range: SourceRange) =>
  warning(`quantile value should be between 0 and 1, got ${formatShortest(quantile)}`, range);

export const badBucketLabel = (name: string, label: string, range: SourceRange) =>
  warning(forMetric(`bucket label "le" is missing or has a malformed value of ${quote(label)}`, name), range);

export const mixedFloatsHistograms = (name: string, range: SourceRange) =>
  warning(`encountered a mix of histograms and floats for metric name ${quote(name)}`, range);

export const mixedFloatsHistogramsAggregation = (range: SourceRange) => warning('encountered a mix of histograms and floats for aggregation', range);

export const mixedClassicNative = (name: string, range: SourceRange) =>
  warning(forMetric('vector contains a mix of classic and native histograms', name), range);

export const notACounterHistogram = (name: string, range: SourceRange) => warning(`this native histogram metric is not a counter: ${quote(name)}`, range);

export const notAGaugeHistogram = (name: string, range: SourceRange) => warning(`this native histogram metric is not a gauge: ${quote(name)}`, range);

export const mixedExponentialCustom = (name: string, range: SourceRange) =>
  warning(`vector contains a mix of histograms with exponential and custom buckets schemas for metric name ${quote(name)}`, range);

export const incompatibleBucketLayout = (operator: string, range: SourceRange) =>
  warning(`incompatible bucket layout encountered for binary operator ${operator}`, range);

export const sortInRangeQuery = (range: SourceRange) =>
  warning('sort is ineffective for range queries since results are always ordered by labels', range);

export const counterResetCollision = (operation: HistogramOperation, range: SourceRange) =>
  warning(`conflicting counter resets during histogram ${operation}`, range);

export const startTimeOverlap = (name: string, range: SourceRange): Annotation => ({
  ...warning(`sample has start time that overlaps with previous sample timestamp for metric ${quote(name)}`, range),
  detail: occurrences(1),
});

export const possibleNonCounter = (name: string, range: SourceRange) =>
  info(`metric might not be a counter, name does not end in _total/_sum/_count/_bucket: ${quote(name)}`, range);

export const possibleNonCounterLabel = (name: string, type: string, range: SourceRange) =>
  info(`metric might not be a counter, __type__ label is not set to "counter" or "histogram", got ${quote(type)}: ${quote(name)}`, range);

export const incompatibleTypes = (left: string, operator: string, right: string, range: SourceRange) =>
  info(`incompatible sample types encountered for binary operator ${quote(operator)}: ${left} ${operator} ${right}`, range);

export const histogramIgnoredInAggregation = (aggregation: string, range: SourceRange) => info(`ignored histogram in ${aggregation} aggregation`, range);

export const histogramIgnoredInMixedRange = (name: string, range: SourceRange) =>
  info(`ignored histograms in a range containing both floats and histograms for metric name ${quote(name)}`, range);

export const quantileOfNaNs = (name: string, range: SourceRange) =>
  info(forMetric('input to histogram_quantile has NaN observations, result is NaN', name), range);

export const quantileSkewedByNaNs = (name: string, range: SourceRange) =>
  info(forMetric('input to histogram_quantile has NaN observations, result is skewed higher', name), range);

export const fractionOfNaNs = (name: string, range: SourceRange) =>
  info(forMetric('input to histogram_fraction has NaN observations, which are excluded from all fractions', name), range);

export const customBucketsReconciled = (operation: HistogramOperation, range: SourceRange) =>
  info(`mismatched custom buckets were reconciled during ${operation}`, range);

/** Where and by how much the buckets of a classic histogram were not monotonic. */
export interface ForcedMonotonicity {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lowestBucket: number;
  readonly highestBucket: number;
  readonly largestDifference: number;
  readonly samples: number;
}

export const quantileForcedMonotonicity = (name: string, found: ForcedMonotonicity, range: SourceRange): Annotation => ({
  ...info(
    forMetric(
      'input to histogram_quantile needed to be fixed for monotonicity (see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)',
      name,
    ),
    range,
  ),
  detail: monotonicityDetail(found),
});

interface MonotonicityDetail extends AnnotationDetail {
  readonly found: ForcedMonotonicity;
}

function monotonicityDetail(found: ForcedMonotonicity): MonotonicityDetail {
  const time = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  return {
    found,
    merge: (other) => {
      const { found: more } = other as MonotonicityDetail;
      return monotonicityDetail({
        fromMs: Math.min(found.fromMs, more.fromMs),
        toMs: Math.max(found.toMs, more.toMs),
        lowestBucket: Math.min(found.lowestBucket, more.lowestBucket),
        highestBucket: Math.max(found.highestBucket, more.highestBucket),
        largestDifference: Math.max(found.largestDifference, more.largestDifference),
        samples: found.samples + more.samples,
      });
    },
    toString: () =>
      `, from buckets ${formatShortest(found.lowestBucket)} to ${formatShortest(found.highestBucket)}, with a max diff of ${formatTwoDigits(found.largestDifference)}, over ${found.samples} samples from ${time(found.fromMs)} to ${time(found.toMs)}`,
  };
}

interface Occurrences extends AnnotationDetail {
  readonly count: number;
}

const occurrences = (count: number): Occurrences => ({
  count,
  merge: (other) => occurrences(count + (other as Occurrences).count),
  toString: () => (count > 1 ? ` (${count} occurrences)` : ''),
});
