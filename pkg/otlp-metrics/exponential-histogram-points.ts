import { emptyBuckets, histogramFault, MAX_EXPONENTIAL_SCHEMA, MIN_EXPONENTIAL_SCHEMA, type NativeHistogram, staleHistogram } from '#pkg/sample-model';
import type { Buckets, ExponentialHistogramDataPoint, Temporality } from './otlp-messages.ts';
import { sparseBuckets } from './sparse-buckets.ts';
import { cumulative, type MetricContext, seriesLabels, timedPoints, translateExemplars } from './translation-output.ts';

/** What the specification puts where the sender names none. */
const ZERO_THRESHOLD = 1e-128;
/** Spans reach this far in 32 bits, with room for the gap between two. */
const MAX_INDEX = 2 ** 30;

interface Exponential {
  readonly scale: number;
  readonly count: number;
  readonly sum: number;
  readonly zeroCount: number;
  readonly zeroThreshold: number;
  /** Observations by index: bucket i reaches from base^i, left out, to base^(i+1). */
  readonly positive: ReadonlyMap<number, number>;
  readonly negative: ReadonlyMap<number, number>;
}

/** Exponential histograms become native ones, at a scale of 8 at most. */
export function translateExponentialHistogram(points: readonly ExponentialHistogramDataPoint[], temporality: Temporality | undefined, context: MetricContext): void {
  const { family: { name }, options, output } = context;
  for (const timed of timedPoints(points, context)) {
    const { point, timestamp, labels } = timed;
    const { scale = 0 } = point;
    if (!timed.stale && (point.sum === undefined || scale < MIN_EXPONENTIAL_SCHEMA)) {
      output.reject(`${name}: ${point.sum === undefined ? 'an exponential histogram has no sum' : `the scale ${scale} is below ${MIN_EXPONENTIAL_SCHEMA}`}`);
      continue;
    }
    const total = cumulative(timed, downscaled(exponentialOf(point), Math.min(scale, MAX_EXPONENTIAL_SCHEMA)), addExponential, temporality, context);
    if (!total) continue;
    const histogram = timed.stale ? staleHistogram('integer') : nativeHistogram(total.state);
    const fault = histogram === undefined ? 'a bucket is out of reach' : histogramFault(histogram);
    if (histogram === undefined || fault !== undefined) output.reject(`${name}: ${fault}`);
    else output.pushHistogram({ labels: seriesLabels(name, labels), timestamp, startTimestamp: total.start, histogram, exemplars: translateExemplars(point.exemplars, options.utf8) });
  }
}

function exponentialOf({ scale = 0, count, sum = NaN, zeroCount, zeroThreshold = 0, positive, negative }: ExponentialHistogramDataPoint): Exponential {
  return { scale, count: Number(count ?? 0), sum, zeroCount: Number(zeroCount ?? 0), zeroThreshold: zeroThreshold === 0 ? ZERO_THRESHOLD : zeroThreshold, positive: byIndex(positive), negative: byIndex(negative) };
}

const byIndex = (buckets: Buckets | undefined): Map<number, number> =>
  new Map((buckets?.bucketCounts ?? []).flatMap((count, at) => (Number(count) === 0 ? [] : [[(buckets?.offset ?? 0) + at, Number(count)]])));

/** Each step down joins two neighbouring buckets. */
function downscaled(histogram: Exponential, scale: number): Exponential {
  if (histogram.scale === scale) return histogram;
  const factor = 2 ** (histogram.scale - scale);
  const joined = (buckets: ReadonlyMap<number, number>): Map<number, number> => {
    const wider = new Map<number, number>();
    for (const [index, count] of buckets) wider.set(Math.floor(index / factor), (wider.get(Math.floor(index / factor)) ?? 0) + count);
    return wider;
  };
  return { ...histogram, scale, positive: joined(histogram.positive), negative: joined(histogram.negative) };
}

/** At the lower of both scales; undefined when what counts as zero has changed. */
function addExponential(sum: Exponential, delta: Exponential): Exponential | undefined {
  if (sum.zeroThreshold !== delta.zeroThreshold) return undefined;
  const scale = Math.min(sum.scale, delta.scale);
  const [one, other] = [downscaled(sum, scale), downscaled(delta, scale)];
  const added = (left: ReadonlyMap<number, number>, right: ReadonlyMap<number, number>): Map<number, number> => {
    const both = new Map(left);
    for (const [index, count] of right) both.set(index, (both.get(index) ?? 0) + count);
    return both;
  };
  return {
    scale, count: one.count + other.count, sum: one.sum + other.sum, zeroCount: one.zeroCount + other.zeroCount, zeroThreshold: one.zeroThreshold,
    positive: added(one.positive, other.positive), negative: added(one.negative, other.negative),
  };
}

/** Native buckets are counted by their upper bound, exponential ones by their lower: one further on. undefined: out of reach of a span. */
function nativeHistogram({ scale, count, sum, zeroCount, zeroThreshold, positive, negative }: Exponential): NativeHistogram | undefined {
  const shifted = (buckets: ReadonlyMap<number, number>): Map<number, number> => new Map([...buckets].map(([index, observations]) => [index + 1, observations]));
  if ([...positive.keys(), ...negative.keys()].some((index) => Math.abs(index) > MAX_INDEX)) return undefined;
  const [above, below] = [sparseBuckets(shifted(positive)), sparseBuckets(shifted(negative))];
  return {
    ...emptyBuckets, kind: 'integer', schema: scale, count, sum, zeroCount, zeroThreshold, positiveSpans: above.spans, positiveCounts: above.counts, negativeSpans: below.spans, negativeCounts: below.counts,
    resetHint: 'unknown', stale: false,
  };
}
