import type { WriteSeries } from '#pkg/remote-write';
import { emptyBuckets, type NativeHistogram } from '#pkg/sample-model';
import { type FloatHistogram, type SparseBuckets, spansOf } from '../histograms/float-histogram.ts';
import { writeStaleMarker } from '../values/stale-samples.ts';
import type { GeneratedSeries } from './generate-series.ts';

/** As it is sent by remote write. */
export function toWriteSeries({ labels, samples }: GeneratedSeries): WriteSeries {
  const floats = samples.filter(({ value }) => typeof value !== 'object');
  const values = new Float64Array(floats.length);
  for (const [at, { value }] of floats.entries()) {
    if (typeof value === 'number') values[at] = value;
    else writeStaleMarker(values, at);
  }
  return {
    labels: [...labels.entries()].map(([name, value]) => ({ name, value })),
    timestamps: Float64Array.from(floats, ({ timeMs }) => timeMs),
    values,
    histograms: samples.flatMap(({ timeMs, value }) => (typeof value === 'object' ? [{ timestamp: timeMs, startTimestamp: 0, histogram: toNative(value) }] : [])),
  };
}

function toNative(histogram: FloatHistogram): NativeHistogram {
  const { schema, count, sum, zeroThreshold, zeroCount, positive, negative, customValues, counterResetHint } = histogram;
  return {
    ...emptyBuckets, kind: 'integer', schema, count, sum, zeroThreshold, zeroCount,
    positiveSpans: spansIn(positive), positiveCounts: Float64Array.from(positive.counts), negativeSpans: spansIn(negative), negativeCounts: Float64Array.from(negative.counts),
    customValues: Float64Array.from(customValues), resetHint: counterResetHint === 'gauge' ? 'gauge' : 'unknown', stale: false,
  };
}

const spansIn = (buckets: SparseBuckets): Int32Array => Int32Array.from(spansOf(buckets).flatMap(({ offset, length }) => [offset, length]));
