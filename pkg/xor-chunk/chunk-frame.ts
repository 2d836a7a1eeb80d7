import { crc32 } from 'node:zlib';
import { ChunkError } from './chunk-error.ts';

/**
 * A chunk: version (1 byte), kind and flags (1), samples (2), bits of the samples, start times if any and their length (4), CRC-32 of all
 * before it (4). Numbers of several bytes begin with the high one.
 */
const VERSION = 1;
const HEADER = 4;
const CHECKSUM = 4;
const WITH_STARTS = 0x80;

/** What a chunk holds: floats, or native histograms. */
export type ChunkKind = 'float' | 'histogram';
const KINDS: readonly ChunkKind[] = ['float', 'histogram'];

/** More samples than this do not fit: their number has 16 bits. */
export const MAX_SAMPLES = 0xffff;

/** A chunk taken apart; nothing is copied. */
export interface Frame {
  readonly kind: ChunkKind;
  readonly count: number;
  readonly bytes: Uint8Array;
  /** Where the bits of the samples end; they begin at `BITS_START`. */
  readonly bitsEnd: number;
  /** The coded start times; empty when there are none. */
  readonly starts: Uint8Array;
}

export const BITS_START = HEADER;

/** Puts a chunk together. `pending`: the last word, of which `free` bits are not used. */
export function frameChunk(kind: ChunkKind, count: number, words: Uint32Array, last: { readonly pending: number; readonly free: number }, starts: Uint8Array): Uint8Array {
  const bitsEnd = HEADER + words.length * 4 + Math.ceil((32 - last.free) / 8);
  const end = bitsEnd + (starts.length > 0 ? starts.length + 4 : 0);
  // The header has the size of a word, so the words lie where an array of words can be laid over them.
  const bytes = Buffer.from(new ArrayBuffer(Math.max(end, HEADER + words.length * 4 + 4) + CHECKSUM));
  const all = new Uint32Array(bytes.buffer, HEADER, words.length + 1);
  all.set(words);
  all[words.length] = last.pending;
  bytes.subarray(HEADER, HEADER + all.byteLength).swap32();
  bytes[0] = VERSION;
  bytes[1] = KINDS.indexOf(kind) | (starts.length > 0 ? WITH_STARTS : 0);
  bytes.writeUInt16BE(count, 2);
  if (starts.length > 0) {
    bytes.set(starts, bitsEnd);
    bytes.writeUInt32BE(starts.length, bitsEnd + starts.length);
  }
  bytes.writeUInt32BE(crc32(bytes.subarray(0, end)), end);
  return bytes.subarray(0, end + CHECKSUM);
}

/** Takes a chunk apart. Throws `corrupt` when it is not what was written, and `unknown_version`. */
export function unframeChunk(chunk: Uint8Array): Frame {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const end = bytes.length - CHECKSUM;
  if (end < HEADER) throw new ChunkError('corrupt', `a chunk has more than ${bytes.length} bytes`);
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32BE(end)) throw new ChunkError('corrupt', 'the checksum of the chunk is wrong');
  if (bytes[0] !== VERSION) throw new ChunkError('unknown_version', `the chunk has the version ${bytes[0]}, not ${VERSION}`);
  const flags = bytes[1] ?? 0;
  const kind = KINDS[flags & ~WITH_STARTS];
  if (kind === undefined) throw new ChunkError('corrupt', `there is no kind ${flags & ~WITH_STARTS} of chunk`);
  const count = bytes.readUInt16BE(2);
  if ((flags & WITH_STARTS) === 0) return { kind, count, bytes, bitsEnd: end, starts: bytes.subarray(end, end) };
  const startsEnd = end - 4;
  const length = startsEnd < HEADER ? Infinity : bytes.readUInt32BE(startsEnd);
  if (startsEnd - length < HEADER) throw new ChunkError('corrupt', 'the start times of the chunk are longer than it');
  return { kind, count, bytes, bitsEnd: startsEnd - length, starts: bytes.subarray(startsEnd - length, startsEnd) };
}

/** Whether a chunk has start times; it is not checked. */
export const hasStarts = (chunk: Uint8Array): boolean => ((chunk[1] ?? 0) & WITH_STARTS) !== 0;

/** What a chunk holds and how many samples, without reading them. Throws as `unframeChunk`. */
export function describeChunk(chunk: Uint8Array): { readonly kind: ChunkKind; readonly count: number } {
  const { kind, count } = unframeChunk(chunk);
  return { kind, count };
}
