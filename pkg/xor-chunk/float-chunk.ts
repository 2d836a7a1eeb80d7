import { wordsOf } from '#pkg/sample-model';
import { BitReader } from './bit-reader.ts';
import { WordArray } from './bit-writer.ts';
import { ChunkError } from './chunk-error.ts';
import { BITS_START, type Frame, frameChunk, unframeChunk } from './chunk-frame.ts';
import { FloatStream } from './float-stream.ts';
import { readStarts, StartRuns } from './start-runs.ts';
import { TimestampReader } from './timestamp-coder.ts';
import { ValueReader } from './value-coder.ts';

/** Float samples in the order of time; times in milliseconds. */
export interface FloatSamples {
  readonly timestamps: Float64Array;
  /** As many as there are timestamps; the bits count, so a staleness marker stays one. */
  readonly values: Float64Array;
  /** When counting began, 0 where unknown; left out when unknown throughout. */
  readonly startTimestamps?: Float64Array | undefined;
}

/** Encodes samples as one chunk. Throws `out_of_order`, `full` and `not_a_time`. */
export function encodeFloatChunk({ timestamps, values, startTimestamps }: FloatSamples): Uint8Array {
  const words = new WordArray();
  const stream = new FloatStream(words);
  const starts = new StartRuns();
  const bits = wordsOf(values);
  for (let index = 0; index < timestamps.length; index += 1) {
    const timestamp = timestamps[index] as number;
    if (startTimestamps) starts.add(index, timestamp, startTimestamps[index] as number);
    stream.append(timestamp, bits[index * 2] as number, bits[index * 2 + 1] as number);
  }
  return frameChunk('float', stream.count, words.words, stream.bits, starts.finish());
}

/** Decodes a chunk of floats. Throws `corrupt` and `unknown_version`. */
export function decodeFloatChunk(chunk: Uint8Array): FloatSamples {
  const frame = unframeChunk(chunk);
  const [timestamps, values] = [new Float64Array(frame.count), new Float64Array(frame.count)];
  decodeFrame(frame, timestamps, values, 0);
  return { timestamps, values, startTimestamps: frame.starts.length > 0 ? readStarts(frame.starts, timestamps) : undefined };
}

/**
 * Decodes a chunk of floats into arrays that have room for it from `at` on (`describeChunk` tells how much), so that the chunks of a series become
 * one array without copies. Returns how many samples it was. Throws `corrupt` and `unknown_version`.
 */
export function decodeFloatChunkInto(chunk: Uint8Array, timestamps: Float64Array, values: Float64Array, at: number): number {
  return decodeFrame(unframeChunk(chunk), timestamps, values, at);
}

function decodeFrame({ kind, count, bytes, bitsEnd }: Frame, timestamps: Float64Array, values: Float64Array, at: number): number {
  if (kind !== 'float') throw new ChunkError('corrupt', `the chunk holds a ${kind}, not floats`);
  const reader = new BitReader(bytes, BITS_START, bitsEnd);
  const times = new TimestampReader();
  const value = new ValueReader();
  const words = wordsOf(values);
  for (let index = at; index < at + count; index += 1) {
    timestamps[index] = index === at ? times.first(reader) : times.next(reader);
    value.next(reader);
    words[index * 2] = value.low;
    words[index * 2 + 1] = value.high;
  }
  return count;
}
