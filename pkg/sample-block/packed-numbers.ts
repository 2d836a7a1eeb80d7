import { ChunkError } from '#pkg/xor-chunk';
import type { ColumnReader, ColumnWriter } from './column-bytes.ts';

/** Whole numbers up to here can be packed: differences of differences, and how far these are apart, still have all their bits in a double. */
export const MAX_PACKED = 2 ** 49;
/** Differences that share a width: few enough that one surprise does not widen many. */
const RUN = 64;
/** Numbers themselves, their differences, the differences of those. */
const ORDERS = [0, 1, 2] as const;
/** Of a smallest difference in front of a run, and of a width. */
const WIDTH_BITS = 6;

const zigzag = (value: number): number => (value < 0 ? value * -2 - 1 : value * 2);
const unfolded = (value: number): number => (value % 2 === 0 ? value / 2 : (value + 1) / -2);
/** Bits of a whole number that is not negative. */
const widthOf = (value: number): number => (value >= 2 ** 32 ? 64 - Math.clz32(Math.floor(value / 2 ** 32)) : 32 - Math.clz32(value));
const varintBits = (value: number): number => 8 * Math.max(1, Math.ceil(widthOf(value) / 7));

/** How numbers would be packed. */
export interface Packing {
  readonly order: number;
  readonly bits: number;
  readonly steps: Float64Array;
}

/**
 * The shortest way to pack whole numbers: as they are, as differences, or as differences of differences; the first ones are then differences from 0. A run of 64 takes the
 * smallest of them and, for each, how far it is above that, in as many bits as the greatest needs (frame of reference).
 */
export function planPacking(numbers: Float64Array): Packing {
  let best: Packing | undefined;
  let steps = numbers;
  for (const order of ORDERS) {
    if (order > 0) steps = differences(steps, order);
    const bits = 2 + sizeOf(steps, order);
    if (!best || bits < best.bits) best = { order, bits, steps };
  }
  return best as Packing;
}

/** Writes numbers as planned: how many there are is not written. */
export function packNumbers(writer: ColumnWriter, { order, steps }: Packing): void {
  writer.write(order, 2);
  // What stands before the first difference is far from the others: it would widen its run.
  for (let at = 0; at < Math.min(order, steps.length); at += 1) writer.varint(zigzag(steps[at] as number));
  for (let from = order; from < steps.length; from += RUN) {
    const [least, most] = bounds(steps, from);
    const width = widthOf(most - least);
    writer.write(width, WIDTH_BITS);
    writer.varint(zigzag(least));
    if (width === 0) continue;
    for (let at = from; at < Math.min(from + RUN, steps.length); at += 1) writer.wide((steps[at] as number) - least, width);
  }
}

/** Reads so many numbers that `packNumbers` wrote. Throws `corrupt`. */
export function unpackNumbers(reader: ColumnReader, count: number): Float64Array {
  const order = reader.read(2);
  if (order >= ORDERS.length) throw new ChunkError('corrupt', 'the numbers of the column are packed in an unknown way');
  const numbers = new Float64Array(count);
  for (let at = 0; at < Math.min(order, count); at += 1) numbers[at] = unfolded(reader.varint());
  for (let from = order; from < count; from += RUN) {
    const width = reader.read(WIDTH_BITS);
    if (width > 53) throw new ChunkError('corrupt', 'a number of the column has more than 53 bits');
    const least = unfolded(reader.varint());
    const end = Math.min(from + RUN, count);
    if (width === 0) numbers.fill(least, from, end);
    else if (width <= 32) for (let at = from; at < end; at += 1) numbers[at] = least + reader.read(width);
    else for (let at = from; at < end; at += 1) numbers[at] = least + reader.wide(width);
  }
  for (let left = order; left > 0; left -= 1) sumUp(numbers, left);
  return numbers;
}

/** Each number from `from` on becomes its distance from the one before. */
function differences(numbers: Float64Array, from: number): Float64Array {
  const steps = numbers.slice();
  for (let at = from; at < numbers.length; at += 1) steps[at] = (numbers[at] as number) - (numbers[at - 1] as number);
  return steps;
}

function sumUp(steps: Float64Array, from: number): void {
  let sum = steps[from - 1] as number;
  for (let at = from; at < steps.length; at += 1) {
    sum += steps[at] as number;
    steps[at] = sum;
  }
}

function bounds(steps: Float64Array, from: number): readonly [least: number, most: number] {
  let [least, most] = [steps[from] as number, steps[from] as number];
  for (let at = from + 1; at < Math.min(from + RUN, steps.length); at += 1) {
    const step = steps[at] as number;
    if (step < least) least = step;
    if (step > most) most = step;
  }
  return [least, most];
}

function sizeOf(steps: Float64Array, order: number): number {
  let bits = 0;
  for (let at = 0; at < Math.min(order, steps.length); at += 1) bits += varintBits(zigzag(steps[at] as number));
  for (let from = order; from < steps.length; from += RUN) {
    const [least, most] = bounds(steps, from);
    bits += WIDTH_BITS + varintBits(zigzag(least)) + widthOf(most - least) * Math.min(RUN, steps.length - from);
  }
  return bits;
}
