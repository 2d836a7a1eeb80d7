import type { BitReader } from './bit-reader.ts';
import type { BitWriter } from './bit-writer.ts';
import { ChunkError } from './chunk-error.ts';

/**
 * Bits of a step that differs from the one before, by the number of ones in front of it; no ones: it does not differ. Scrapes that jitter
 * by some milliseconds take 7 bits, by some hundred 12 or 18. Five ones: the whole time follows.
 */
const SIZES = [0, 5, 9, 14, 20] as const;
const WHOLE = 5;
const TWO_32 = 2 ** 32;

/** Writes times, milliseconds as whole numbers, as the change of the step from one to the next (delta of delta). */
export class TimestampWriter {
  last = 0;
  step = 0;

  first(writer: BitWriter, timestamp: number): void {
    writeWhole(writer, timestamp);
    this.last = timestamp;
    this.step = 0;
  }

  next(writer: BitWriter, timestamp: number): void {
    const expected = this.last + this.step;
    const change = timestamp - expected;
    const ones = change === 0 ? 0 : onesFor(change);
    if (ones === 0) writer.write(0, 1);
    else if (ones === WHOLE || expected + change !== timestamp) {
      writer.write(0b11111, WHOLE);
      writeWhole(writer, timestamp);
    } else {
      const size = SIZES[ones] as number;
      writer.write((1 << (ones + 1)) - 2, ones + 1);
      writer.write((change + (1 << (size - 1))) >>> 0, size);
    }
    this.step = timestamp - this.last;
    this.last = timestamp;
  }
}

/** Reads what TimestampWriter wrote. Throws `corrupt` when time does not go forward. */
export class TimestampReader {
  private last = 0;
  private step = 0;

  first(reader: BitReader): number {
    this.last = readWhole(reader);
    return this.last;
  }

  next(reader: BitReader): number {
    let ones = 0;
    while (ones < WHOLE && reader.bit() === 1) ones += 1;
    const size = SIZES[ones];
    const timestamp = size === undefined ? readWhole(reader) : this.last + this.step + (size === 0 ? 0 : reader.read(size) - (1 << (size - 1)));
    if (!(timestamp > this.last)) throw new ChunkError('corrupt', 'the times of the chunk do not rise');
    this.step = timestamp - this.last;
    this.last = timestamp;
    return timestamp;
  }
}

function onesFor(change: number): number {
  for (let ones = 1; ones < SIZES.length; ones += 1) {
    const half = 1 << ((SIZES[ones] as number) - 1);
    if (change >= -half && change < half) return ones;
  }
  return WHOLE;
}

/** A whole number of up to 53 bits and its sign, as an int64. */
export function writeWhole(writer: BitWriter, value: number): void {
  const high = Math.floor(value / TWO_32);
  writer.writeWords((value - high * TWO_32) >>> 0, high >>> 0);
}

export const readWhole = (reader: BitReader): number => {
  const high = reader.read(32) | 0;
  const value = high * TWO_32 + reader.read(32);
  if (!Number.isSafeInteger(value)) throw new ChunkError('corrupt', 'a time of the chunk has more than 53 bits');
  return value;
};
