import type { BitReader } from './bit-reader.ts';
import type { BitWriter } from './bit-writer.ts';
import { ChunkError } from './chunk-error.ts';

/** Bits of a surprise, by the two bits in front of it. */
const SIZES = [4, 8, 13, 24] as const;
const LIMITS = SIZES.map((bits) => 2 ** bits);
/** Whole numbers up to here are foretold: sums of two still have all their bits. */
const MAX_WHOLE = 2 ** 51;
// Halves of doubles are kept as signed integers here: those are the numbers that engines keep without a box.
const MINUS_ZERO_HIGH = 0x8000_0000 | 0;

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

function asDouble(low: number, high: number): number {
  halves[0] = low;
  halves[1] = high;
  return double[0] as number;
}

const isWhole = (value: number, low: number, high: number): boolean => Number.isInteger(value) && value <= MAX_WHOLE && value >= -MAX_WHOLE && !(low === 0 && high === MINUS_ZERO_HIGH);

/**
 * What both sides remember. A whole number foretells the next one: as far from it as it was from its predecessor, so a counter costs a few
 * bits of surprise. Other values are XORed with their predecessor (Gorilla, VLDB 2015, section 4.1.2), and the bits that differ are written
 * within the window in use, or a new one where that is shorter.
 *
 *     0     as foretold; after a value that is not whole: the same again
 *     10    a surprise (only after a whole number)
 *     110   XOR in the window in use       111   XOR in a new window      (after a value that is not whole: 10 and 11)
 */
class ValueState {
  low = 0;
  high = 0;
  /** The last value if it was whole, else NaN; and its distance from the one before. */
  whole = 0;
  step = 0;
  leading = 0;
  /** Bits of the window; none yet at 0. */
  significant = 0;

  protected remember(value: number, low: number, high: number): void {
    this.low = low;
    this.high = high;
    if (isWhole(value, low, high)) {
      this.step = Number.isNaN(this.whole) ? 0 : value - this.whole;
      this.whole = value;
    } else {
      this.step = 0;
      this.whole = NaN;
    }
  }
}

/** Writes doubles, given as their bits: every NaN stays what it is. Begins as if the last value had been 0. */
export class ValueWriter extends ValueState {
  next(writer: BitWriter, lowBits: number, highBits: number): void {
    const low = lowBits | 0;
    const high = highBits | 0;
    const value = asDouble(low, high);
    const afterWhole = !Number.isNaN(this.whole);
    if (afterWhole && isWhole(value, low, high)) {
      const surprise = value - (this.whole + this.step);
      if (surprise === 0) writer.write(0, 1);
      else if (!writeSurprise(writer, surprise)) this.writeXor(writer, low, high, true);
    } else if (!afterWhole && low === this.low && high === this.high) writer.write(0, 1);
    else this.writeXor(writer, low, high, afterWhole);
    this.remember(value, low, high);
  }

  private writeXor(writer: BitWriter, newLow: number, newHigh: number, afterWhole: boolean): void {
    const low = newLow ^ this.low;
    const high = newHigh ^ this.high;
    const leading = Math.min(31, high === 0 ? 32 + Math.clz32(low) : Math.clz32(high));
    const trailing = low === 0 ? 32 + zerosBelow(high) : zerosBelow(low);
    const windowTrailing = 64 - this.leading - this.significant;
    const significant = Math.max(1, 64 - leading - trailing);
    const fits = this.significant > 0 && leading >= this.leading && trailing >= windowTrailing;
    const reuse = fits && this.significant <= significant + 11;
    if (afterWhole) writer.write(reuse ? 0b110 : 0b111, 3);
    else writer.write(reuse ? 0b10 : 0b11, 2);
    if (!reuse) {
      this.leading = leading;
      this.significant = significant;
      writer.write(leading, 5);
      writer.write(significant - 1, 6);
    }
    writeWindow(writer, low, high, 64 - this.leading - this.significant, this.significant);
  }
}

/** False when the surprise is too big for it. */
function writeSurprise(writer: BitWriter, surprise: number): boolean {
  // Zigzag without zero, which has its own code.
  const folded = surprise > 0 ? surprise * 2 - 1 : surprise * -2 - 2;
  for (let size = 0; size < SIZES.length; size += 1) {
    if (folded < (LIMITS[size] as number)) {
      writer.write(0b1000 | size, 4);
      writer.write(folded, SIZES[size] as number);
      return true;
    }
  }
  return false;
}

function readSurprise(reader: BitReader): number {
  const folded = reader.read(SIZES[reader.read(2)] as number);
  return folded % 2 === 1 ? (folded + 1) / 2 : (folded + 2) / -2;
}

function writeWindow(writer: BitWriter, low: number, high: number, trailing: number, significant: number): void {
  const lower = trailing === 0 ? low : trailing < 32 ? (high << (32 - trailing)) | (low >>> trailing) : high >>> (trailing - 32);
  if (significant <= 32) writer.write(lower, significant);
  else {
    writer.write(trailing < 32 ? high >>> trailing : 0, significant - 32);
    writer.write(lower, 32);
  }
}

/** Trailing zeros of a word that is not zero; 32 for zero. */
const zerosBelow = (word: number): number => (word === 0 ? 32 : 31 - Math.clz32(word & -word));

/** Reads what ValueWriter wrote; the value is then in `low` and `high`. */
export class ValueReader extends ValueState {
  next(reader: BitReader): void {
    const afterWhole = !Number.isNaN(this.whole);
    const foretold = reader.bit() === 0;
    if (foretold && !afterWhole) return;
    if (foretold) this.become(this.whole + this.step);
    else if (afterWhole && reader.bit() === 0) this.become(this.whole + this.step + readSurprise(reader));
    else this.readXor(reader);
  }

  private become(value: number): void {
    double[0] = value;
    this.remember(value, halves[0] as number, halves[1] as number);
  }

  private readXor(reader: BitReader): void {
    if (reader.bit() === 1) {
      this.leading = reader.read(5);
      this.significant = reader.read(6) + 1;
    }
    const trailing = 64 - this.leading - this.significant;
    if (this.significant === 0 || trailing < 0) throw new ChunkError('corrupt', 'a value of the chunk has more than 64 bits');
    const upper = this.significant > 32 ? reader.read(this.significant - 32) : 0;
    const lower = reader.read(Math.min(32, this.significant));
    const low = trailing === 0 ? lower : trailing < 32 ? lower << trailing : 0;
    const high = trailing === 0 ? upper : trailing < 32 ? (upper << trailing) | (lower >>> (32 - trailing)) : lower << (trailing - 32);
    const newLow = low ^ this.low;
    const newHigh = high ^ this.high;
    this.remember(asDouble(newLow, newHigh), newLow, newHigh);
  }
}
