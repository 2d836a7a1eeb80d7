import { ChunkError } from './chunk-error.ts';

/** 70,000 years in milliseconds: twice as much still has all its bits. */
const MAX_DISTANCE = 2 ** 51;

/**
 * When the counting of each sample began: stored as the samples at which that changes, so a counter that never restarts costs some bytes
 * for a whole chunk, and one without start times nothing. 0 stands for an unknown start.
 */
export class StartRuns {
  private readonly bytes: number[] = [];
  private lastIndex = 0;
  private lastStart = 0;

  /** The start of sample `index`, whose time is `timestamp`. Throws `not_a_time`; nothing has changed then. */
  add(index: number, timestamp: number, start: number): void {
    if (start === this.lastStart) return;
    if (start !== 0 && (!Number.isSafeInteger(start) || Math.abs(timestamp - start) > MAX_DISTANCE)) throw new ChunkError('not_a_time', `${start} is not a time at which counting began`);
    writeVarint(this.bytes, index - this.lastIndex);
    // Distances are short. 0 is kept for an unknown start: no other start is 0, so none collides with it.
    writeVarint(this.bytes, start === 0 ? 0 : zigzag(timestamp - start) + 1);
    this.lastIndex = index;
    this.lastStart = start;
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

/** The start of every sample. Throws `corrupt`. */
export function readStarts(coded: Uint8Array, timestamps: Float64Array): Float64Array {
  const starts = new Float64Array(timestamps.length);
  let index = 0;
  for (let at = 0; at < coded.length; ) {
    const [skip, afterSkip] = readVarint(coded, at);
    const [distance, next] = readVarint(coded, afterSkip);
    index += skip;
    const timestamp = timestamps[index];
    if (timestamp === undefined) throw new ChunkError('corrupt', 'a start time belongs to no sample of the chunk');
    starts.fill(distance === 0 ? 0 : timestamp - unfold(distance - 1), index);
    at = next;
  }
  return starts;
}

// On doubles: shifts would cut at 32 bits.
const zigzag = (value: number): number => (value < 0 ? value * -2 - 1 : value * 2);
const unfold = (folded: number): number => (folded % 2 === 0 ? folded / 2 : (folded + 1) / -2);

function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
}

function readVarint(bytes: Uint8Array, start: number): [value: number, next: number] {
  let [value, scale] = [0, 1];
  for (let at = start; at < start + 8; at += 1, scale *= 128) {
    const byte = bytes[at];
    if (byte === undefined) break;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return [value, at + 1];
  }
  throw new ChunkError('corrupt', 'a start time of the chunk is cut off');
}
