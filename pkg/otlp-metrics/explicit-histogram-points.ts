import { CUSTOM_BUCKETS_SCHEMA, emptyBuckets, histogramFault, type NativeHistogram, staleHistogram } from '#pkg/sample-model';
import type { HistogramDataPoint, Temporality } from './otlp-messages.ts';
import { plainDecimal } from './plain-decimal.ts';
import { sparseBuckets } from './sparse-buckets.ts';
import { cumulative, type MetricContext, seriesLabels, type TimedPoint, timedPoints, translateExemplars } from './translation-output.ts';

/** Far above what anybody sets; every bucket becomes a series. */
const MAX_BUCKETS = 1000;

interface Explicit {
  readonly bounds: readonly number[];
  /** One more than there are bounds; empty when there are no buckets at all. */
  readonly counts: readonly number[];
  readonly count: number;
  readonly sum: number | undefined;
}

/** Histograms with explicit bounds: a series per bucket, `_sum` and `_count`; or one native histogram with custom bounds. */
export function translateExplicitHistogram(points: readonly HistogramDataPoint[], temporality: Temporality | undefined, context: MetricContext): void {
  for (const timed of timedPoints(points, context)) {
    const histogram = { bounds: timed.point.explicitBounds, counts: timed.point.bucketCounts.map(Number), count: Number(timed.point.count ?? 0), sum: timed.point.sum };
    const fault = faultOf(histogram);
    if (fault !== undefined && !timed.stale) {
      context.output.reject(`${context.family.name}: ${fault}`);
      continue;
    }
    const total = cumulative(timed, histogram, addExplicit, temporality, context);
    if (!total) continue;
    if (context.options.customBuckets) pushNative(timed, total.start, total.state, context);
    else pushClassic(timed, total.start, total.state, context);
  }
}

function faultOf({ bounds, counts }: Explicit): string | undefined {
  if (counts.length === 0 ? bounds.length > 0 : counts.length !== bounds.length + 1) return `${bounds.length} bounds do not go with ${counts.length} buckets`;
  if (counts.length > MAX_BUCKETS) return `more than ${MAX_BUCKETS} buckets`;
  return bounds.some((bound, index) => Number.isNaN(bound) || (index > 0 && bound <= (bounds[index - 1] as number))) ? 'the bounds do not rise' : undefined;
}

/** undefined when the bounds have changed. */
function addExplicit(sum: Explicit, delta: Explicit): Explicit | undefined {
  if (sum.bounds.length !== delta.bounds.length || sum.counts.length !== delta.counts.length || sum.bounds.some((bound, index) => bound !== delta.bounds[index])) return undefined;
  const total = sum.sum === undefined || delta.sum === undefined ? undefined : sum.sum + delta.sum;
  return { bounds: sum.bounds, counts: sum.counts.map((count, index) => count + (delta.counts[index] as number)), count: sum.count + delta.count, sum: total };
}

function pushClassic({ point, timestamp, stale, labels }: TimedPoint<HistogramDataPoint>, startTimestamp: number, { bounds, counts, count, sum }: Explicit, { family: { name }, options, output }: MetricContext): void {
  const shared = { timestamp, startTimestamp, stale };
  const exemplars = translateExemplars(point.exemplars, options.utf8);
  const upperBounds = [...bounds.filter((bound) => bound !== Infinity), Infinity];
  let below = 0;
  const buckets = upperBounds.map((bound, index) => {
    below += counts[index] ?? 0;
    const own = exemplars.filter(({ value }) => value <= bound && !(value <= (upperBounds[index - 1] ?? -Infinity)));
    return { ...shared, labels: seriesLabels(`${name}_bucket`, labels, [['le', plainDecimal(bound)]]), value: bound === Infinity ? count : below, exemplars: own };
  });
  output.push([
    ...(sum !== undefined || stale ? [{ ...shared, labels: seriesLabels(`${name}_sum`, labels), value: sum ?? NaN, exemplars: [] }] : []),
    { ...shared, labels: seriesLabels(`${name}_count`, labels), value: count, exemplars: [] },
    ...buckets,
  ]);
}

function pushNative({ point, timestamp, stale, labels }: TimedPoint<HistogramDataPoint>, startTimestamp: number, { bounds, counts, count, sum }: Explicit, { family: { name }, options, output }: MetricContext): void {
  const { spans, counts: filled } = sparseBuckets(new Map(counts.map((observations, index) => [index, observations])));
  const custom: NativeHistogram = {
    ...emptyBuckets, kind: 'integer', schema: CUSTOM_BUCKETS_SCHEMA, count, sum: sum ?? 0, positiveSpans: spans, positiveCounts: filled, customValues: Float64Array.from(bounds), resetHint: 'unknown', stale: false,
  };
  const histogram = stale ? staleHistogram('integer') : custom;
  const fault = histogramFault(histogram);
  if (fault !== undefined) output.reject(`${name}: ${fault}`);
  else output.pushHistogram({ labels: seriesLabels(name, labels), timestamp, startTimestamp, histogram, exemplars: translateExemplars(point.exemplars, options.utf8) });
}
