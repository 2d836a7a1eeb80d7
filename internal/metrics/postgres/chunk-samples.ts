import { wordsOf } from '#pkg/sample-model';
import { decodeFloatChunk, decodeHistogramChunk, encodeFloatChunk, type FloatSamples, HistogramChunk, type TimedHistogram } from '#pkg/xor-chunk';
import { decodeValues } from '#pkg/sample-block';
import type { ArchivedChunk, StoredChunk } from './chunk-archive.ts';

/** Samples of one kind, rising in time. */
export type ChunkSamples = { readonly kind: 'float'; readonly floats: FloatSamples } | { readonly kind: 'histogram'; readonly histograms: readonly TimedHistogram[] };

/** What a chunk, or one series of a block, holds. Throws `ChunkError` when its bytes are not that. */
export const decodeChunk = (chunk: Encoded): ChunkSamples =>
  chunk.kind === 'float' ? { kind: 'float', floats: floatsOf(chunk) } : { kind: 'histogram', histograms: decodeHistogramChunk(chunk.data) };

/** The same of what holds floats. Times may be those of other series, too: nobody may change them. */
export function floatsOf({ seriesId, data, times }: Omit<Encoded, 'kind'>): FloatSamples {
  if (!times) return decodeFloatChunk(data);
  const { timestamps } = times;
  return { timestamps, ...decodeValues(seriesId, timestamps, data) };
}

type Encoded = Pick<StoredChunk, 'seriesId' | 'kind' | 'data' | 'times'>;

/** Samples as a chunk of their series; there is at least one. */
export function encodeChunk(seriesId: number, content: ChunkSamples): ArchivedChunk {
  const samples = countOf(content);
  return { seriesId, kind: content.kind, startMs: timeAt(content, 0), endMs: timeAt(content, samples - 1), samples, data: content.kind === 'float' ? encodeFloatChunk(content.floats) : histogramChunk(content.histograms) };
}

export const countOf = (content: ChunkSamples): number => (content.kind === 'float' ? content.floats.timestamps.length : content.histograms.length);

/** The time of a sample that is there. */
export const timeAt = (content: ChunkSamples, index: number): number =>
  (content.kind === 'float' ? content.floats.timestamps[index] : content.histograms[index]?.timestamp) as number;

/** Those from `first` up to and without `end`. */
export function sliceOf(content: ChunkSamples, first: number, end: number): ChunkSamples {
  if (content.kind === 'histogram') return { kind: 'histogram', histograms: content.histograms.slice(first, end) };
  const { timestamps, values, startTimestamps } = content.floats;
  return { kind: 'float', floats: { timestamps: timestamps.slice(first, end), values: values.slice(first, end), startTimestamps: startTimestamps?.slice(first, end) } };
}

/** Floats of chunks that follow each other, as one: no sample is looked at. */
export function joinFloats(chunks: readonly ChunkSamples[]): ChunkSamples {
  const [timestamps, values, startTimestamps] = [0, 0, 0].map(() => new Float64Array(chunks.reduce((sum, content) => sum + countOf(content), 0))) as [Float64Array, Float64Array, Float64Array];
  let [at, withStarts] = [0, false];
  for (const content of chunks) {
    if (content.kind !== 'float') continue;
    timestamps.set(content.floats.timestamps, at);
    values.set(content.floats.values, at);
    if (content.floats.startTimestamps) {
      withStarts = true;
      startTimestamps.set(content.floats.startTimestamps, at);
    }
    at += countOf(content);
  }
  return { kind: 'float', floats: { timestamps, values, startTimestamps: withStarts ? startTimestamps : undefined } };
}

/** A sample among those of several chunks. */
export interface SamplePlace {
  readonly chunk: number;
  readonly index: number;
}

/** The samples at these places, which are all of floats, in this order. Values are copied as words: a staleness marker stays one. */
export function gatherFloats(chunks: readonly ChunkSamples[], places: readonly SamplePlace[]): ChunkSamples {
  const [timestamps, values, starts] = [new Float64Array(places.length), new Float64Array(places.length), new Float64Array(places.length)];
  const words = wordsOf(values);
  const sources = chunks.map((content) => (content.kind === 'float' ? { ...content.floats, words: wordsOf(content.floats.values) } : undefined));
  let withStarts = false;
  places.forEach(({ chunk, index }, at) => {
    const source = sources[chunk];
    if (!source) return;
    timestamps[at] = source.timestamps[index] as number;
    words[at * 2] = source.words[index * 2] as number;
    words[at * 2 + 1] = source.words[index * 2 + 1] as number;
    if (!source.startTimestamps) return;
    withStarts = true;
    starts[at] = source.startTimestamps[index] as number;
  });
  return { kind: 'float', floats: { timestamps, values, startTimestamps: withStarts ? starts : undefined } };
}

/** The samples at these places, which are all of histograms, in this order. */
export const gatherHistograms = (chunks: readonly ChunkSamples[], places: readonly SamplePlace[]): ChunkSamples => ({
  kind: 'histogram',
  histograms: places.flatMap(({ chunk, index }) => {
    const content = chunks[chunk];
    return content?.kind === 'histogram' ? content.histograms.slice(index, index + 1) : [];
  }),
});

function histogramChunk(histograms: readonly TimedHistogram[]): Uint8Array {
  const chunk = new HistogramChunk();
  for (const sample of histograms) chunk.append(sample);
  return chunk.snapshot();
}
