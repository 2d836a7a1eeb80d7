import { type Labels, type SeriesSamples, writeStaleMarker } from '#pkg/promql';
import { wordsOf } from '#pkg/sample-model';
import type { TimedHistogram } from '#pkg/xor-chunk';
import { queryHistogram } from './query-histogram.ts';

interface Floats {
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
  readonly startTimestamps: Float64Array | undefined;
}

/** Floats and histograms of one series, both in the order of time, as queries read them; at equal times the float counts. */
export function mergeHistograms(labels: Labels, floats: Floats, histograms: readonly TimedHistogram[]): SeriesSamples | undefined {
  const capacity = floats.timestamps.length + histograms.length;
  if (capacity === 0) return undefined;
  const [timestamps, values, startTimestamps] = [new Float64Array(capacity), new Float64Array(capacity), new Float64Array(capacity)];
  const [from, to] = [wordsOf(floats.values), wordsOf(values)];
  const merged: SeriesSamples['histograms'] & unknown[] = [];
  let [float, length] = [0, 0];
  const takeFloats = (before: number): void => {
    for (; float < floats.timestamps.length && (floats.timestamps[float] as number) <= before; float += 1, length += 1) {
      timestamps[length] = floats.timestamps[float] as number;
      to[length * 2] = from[float * 2] as number;
      to[length * 2 + 1] = from[float * 2 + 1] as number;
      startTimestamps[length] = floats.startTimestamps?.[float] ?? 0;
      merged.push(undefined);
    }
  };
  for (const { timestamp, startTimestamp, histogram } of histograms) {
    takeFloats(timestamp);
    if (length > 0 && timestamps[length - 1] === timestamp) continue;
    timestamps[length] = timestamp;
    startTimestamps[length] = startTimestamp;
    if (histogram.stale) writeStaleMarker(values, length);
    merged.push(histogram.stale ? undefined : queryHistogram(histogram));
    length += 1;
  }
  takeFloats(Infinity);
  const starts = startTimestamps.subarray(0, length);
  return {
    labels, timestamps: timestamps.subarray(0, length), values: values.subarray(0, length), histograms: merged,
    ...(starts.some((start) => start !== 0) && { startTimestamps: starts }),
  };
}
