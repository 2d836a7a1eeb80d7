import type { SeriesRequest, SeriesSamples, SeriesSource } from '../evaluation/series-source.ts';
import { type FloatHistogram, sameCustomBounds, withHint } from '../histograms/float-histogram.ts';
import { isCounterReset } from '../histograms/histogram-reset.ts';
import { valuePredicate } from '../values/label-matcher.ts';
import type { Labels } from '../values/promql-labels.ts';
import { writeStaleMarker } from '../values/stale-samples.ts';

/** A sample of a series; a stale marker has no value. */
export interface MemorySample {
  readonly timeMs: number;
  readonly value: number | FloatHistogram | undefined;
  readonly startMs: number;
}

const CHUNK_MS = 2 * 60 * 60 * 1000;

/** Series in memory, with the counter reset hints that Prometheus's storage would give when they are read back. */
export class InMemorySeries implements SeriesSource {
  private readonly series = new Map<string, { labels: Labels; samples: Map<number, MemorySample> }>();
  private cached = new Map<string, SeriesSamples>();

  /** Adds samples; of several at a time the first one counts. */
  add(labels: Labels, samples: readonly MemorySample[]): void {
    const known = this.series.get(labels.key) ?? { labels, samples: new Map<number, MemorySample>() };
    for (const sample of samples) if (!known.samples.has(sample.timeMs)) known.samples.set(sample.timeMs, sample);
    this.series.set(labels.key, known);
    this.cached.delete(labels.key);
  }

  clear(): void {
    this.series.clear();
    this.cached.clear();
  }

  async select(requests: readonly SeriesRequest[]): Promise<SeriesSamples[][]> {
    return requests.map(({ matchers, startMs, endMs }) => {
      const conditions = matchers.map((matcher) => ({ name: matcher.name, holds: valuePredicate(matcher) }));
      return [...this.series.values()]
        .filter(({ labels }) => conditions.every(({ name, holds }) => holds(labels.get(name))))
        .map(({ labels }) => cut(this.samplesOf(labels), startMs, endMs))
        .filter(({ timestamps }) => timestamps.length > 0);
    });
  }

  private samplesOf(labels: Labels): SeriesSamples {
    const known = this.cached.get(labels.key) ?? toSamples(labels, [...(this.series.get(labels.key)?.samples.values() ?? [])]);
    this.cached.set(labels.key, known);
    return known;
  }
}

function toSamples(labels: Labels, unordered: readonly MemorySample[]): SeriesSamples {
  const samples = [...unordered].sort((a, b) => a.timeMs - b.timeMs);
  const values = new Float64Array(samples.length);
  samples.forEach(({ value }, i) => {
    if (typeof value === 'number') values[i] = value;
    else if (value === undefined) writeStaleMarker(values, i);
  });
  const hasHistograms = samples.some(({ value }) => typeof value === 'object');
  return {
    labels,
    timestamps: Float64Array.from(samples, ({ timeMs }) => timeMs),
    values,
    ...(hasHistograms ? { histograms: withStoredHints(samples) } : {}),
    startTimestamps: Float64Array.from(samples, ({ startMs }) => startMs),
  };
}

/**
 * Prometheus stores histograms in chunks without resets inside of them, so all but the first of a chunk are known not to follow a
 * reset. A chunk ends at a reset, at a change of layout or kind, and every two hours.
 */
function withStoredHints(samples: readonly MemorySample[]): (FloatHistogram | undefined)[] {
  let previous: FloatHistogram | undefined;
  let chunkEnd = -Infinity;
  return samples.map(({ value, timeMs }) => {
    if (typeof value !== 'object') {
      previous = undefined;
      return undefined;
    }
    const continues = previous !== undefined && timeMs < chunkEnd && continuesChunk(value, previous);
    if (!continues) chunkEnd = Math.floor(timeMs / CHUNK_MS) * CHUNK_MS + CHUNK_MS;
    previous = value;
    if (value.counterResetHint === 'gauge') return value;
    return withHint(value, continues ? 'not_reset' : 'unknown');
  });
}

function continuesChunk(histogram: FloatHistogram, previous: FloatHistogram): boolean {
  if ((histogram.counterResetHint === 'gauge') !== (previous.counterResetHint === 'gauge')) return false;
  const sameLayout = histogram.schema === previous.schema && histogram.zeroThreshold === previous.zeroThreshold && sameCustomBounds(histogram.customValues, previous.customValues);
  if (!sameLayout) return false;
  return histogram.counterResetHint === 'gauge' || (histogram.counterResetHint !== 'reset' && !isCounterReset(withHint(histogram, 'unknown'), previous));
}

function cut(samples: SeriesSamples, startMs: number, endMs: number): SeriesSamples {
  const { timestamps } = samples;
  let from = 0;
  while (from < timestamps.length && (timestamps[from] as number) < startMs) from++;
  let to = timestamps.length;
  while (to > from && (timestamps[to - 1] as number) > endMs) to--;
  return {
    labels: samples.labels,
    timestamps: timestamps.slice(from, to),
    values: samples.values.slice(from, to),
    ...(samples.histograms ? { histograms: samples.histograms.slice(from, to) } : {}),
    ...(samples.startTimestamps ? { startTimestamps: samples.startTimestamps.slice(from, to) } : {}),
  };
}
