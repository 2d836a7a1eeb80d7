import { encodeTimes, encodeValues } from '#pkg/sample-block';
import { ChunkError, type FloatSamples } from '#pkg/xor-chunk';
import type { BlockColumn } from './block-rows.ts';
import type { StoredChunk } from './chunk-archive.ts';
import type { NewChunk } from './chunk-rows.ts';
import { type ChunkSamples, countOf, encodeChunk, sliceOf } from './chunk-samples.ts';
import { mergeSamples } from './merge-chunks.ts';

/** More samples of a series than this are not put into one chunk or block: who wants a few has to read all of them. */
export const MOST_SAMPLES = 1000;

/** Encodes times for `joinPieces`. */
export type EncodeTimes = (timestamps: Float64Array) => Uint8Array;

/** Series of a target come one after the other and have the same times: those are encoded once. */
export function encodeTimesOnce(): EncodeTimes {
  let last: { readonly timestamps: Float64Array; readonly bytes: Uint8Array } | undefined;
  return (timestamps) => {
    if (!last || last.timestamps.length !== timestamps.length || !timestamps.every((time, at) => time === last?.timestamps[at])) last = { timestamps, bytes: encodeTimes(timestamps) };
    return last.bytes;
  };
}

/** What is to be stored instead. */
export interface Joined {
  readonly columns: readonly BlockColumn[];
  readonly chunks: readonly NewChunk[];
}

/**
 * Pieces of one series and one day as fewer ones, that do not overlap but where floats and histograms take turns: floats as columns of blocks, histograms as chunks. Of samples at the
 * same time that of the lowest `seq` stays. When something cannot be read that is reported, and all stays as it was.
 */
export function joinPieces(pieces: readonly StoredChunk[], encode: EncodeTimes, onCorrupt: (error: ChunkError, seriesId: number) => void): Joined {
  const [first] = pieces;
  if (!first) return { columns: [], chunks: [] };
  if (pieces.length === 1 && first.times) return unchanged(pieces);
  try {
    const seq = Math.min(...pieces.map((piece) => piece.seq));
    const contents = mergeSamples(pieces).flatMap(inParts);
    return {
      columns: contents.flatMap((content) => (content.kind === 'float' ? [columnOf(first.seriesId, seq, content.floats, encode)] : [])),
      chunks: contents.filter(({ kind }) => kind === 'histogram').map((content) => ({ ...encodeChunk(first.seriesId, content), seq })),
    };
  } catch (error) {
    if (!(error instanceof ChunkError)) throw error;
    onCorrupt(error, first.seriesId);
    return unchanged(pieces);
  }
}

const unchanged = (pieces: readonly StoredChunk[]): Joined => ({
  columns: pieces.flatMap(({ times, ...piece }) => (times ? [{ ...piece, times: times.bytes }] : [])),
  chunks: pieces.filter(({ times }) => !times),
});

function inParts(content: ChunkSamples): readonly ChunkSamples[] {
  const [count, parts] = [countOf(content), Math.ceil(countOf(content) / MOST_SAMPLES)];
  return Array.from({ length: parts }, (_, part) => sliceOf(content, Math.floor((part * count) / parts), Math.floor(((part + 1) * count) / parts)));
}

function columnOf(seriesId: number, seq: number, floats: FloatSamples, encode: EncodeTimes): BlockColumn {
  const { timestamps } = floats;
  const samples = timestamps.length;
  return { seriesId, seq, samples, startMs: timestamps[0] ?? 0, endMs: timestamps[samples - 1] ?? 0, times: encode(timestamps), data: encodeValues(seriesId, timestamps, floats) };
}
