import { queryHistogram, sameHistogram } from '#pkg/series-head';
import { type Labels, type SeriesSamples, writeStaleMarker } from '#pkg/promql';
import { isStaleWords, type Label, type NativeHistogram, wordsOf } from '#pkg/sample-model';
import type { SeriesExemplars, TimeRange } from '../ports/metric-store.ts';

/** A sample as an object; floats by the halves of their bits. */
export interface MemorySample {
  readonly timestamp: number;
  readonly startTimestamp: number;
  readonly low: number;
  readonly high: number;
  readonly histogram: NativeHistogram | undefined;
}

export interface MemorySeries {
  readonly labels: readonly Label[];
  /** In the order of time. */
  samples: MemorySample[];
  exemplars: SeriesExemplars['exemplars'][number][];
}

export const sameSample = (one: MemorySample, other: MemorySample): boolean =>
  one.histogram && other.histogram ? sameHistogram(one.histogram, other.histogram) : one.histogram === other.histogram && one.low === other.low && one.high === other.high;

/** The samples of the range, as queries read them. */
export function querySamples({ samples }: MemorySeries, labels: Labels, { startMs, endMs }: TimeRange): SeriesSamples {
  const wanted = samples.filter(({ timestamp }) => timestamp >= startMs && timestamp <= endMs);
  const values = new Float64Array(wanted.length);
  const words = wordsOf(values);
  wanted.forEach(({ low, high, histogram }, at) => {
    words.set([low, high], at * 2);
    if (histogram?.stale === true || isStaleWords(low, high)) writeStaleMarker(values, at);
  });
  return {
    labels,
    timestamps: Float64Array.from(wanted, ({ timestamp }) => timestamp),
    values,
    ...(wanted.some(({ histogram }) => histogram) && { histograms: wanted.map(({ histogram }) => (histogram && !histogram.stale ? queryHistogram(histogram) : undefined)) }),
    ...(wanted.some(({ startTimestamp }) => startTimestamp !== 0) && { startTimestamps: Float64Array.from(wanted, ({ startTimestamp }) => startTimestamp) }),
  };
}
