import { wordsOf } from '#pkg/sample-model';
import { ChunkError } from '#pkg/xor-chunk';
import type { ColumnReader, ColumnWriter } from './column-bytes.ts';
import { MAX_PACKED, packNumbers, type Packing, planPacking, unpackNumbers } from './packed-numbers.ts';

/** Values with more decimal places than this are not taken for decimal numbers. */
const MAX_PLACES = 9;
/** One value in so many may be no decimal number: a staleness marker, an infinity. */
const EXCEPTIONS_PER = 16;
/** Values that are looked at to find the number of places. */
const PROBES = 8;

/** Values as whole numbers of a decimal place, and those that are not. */
export interface DecimalColumn {
  readonly places: number;
  readonly packing: Packing;
  /** Where a value is no such number, and its bits: low, high. */
  readonly exceptions: readonly (readonly [at: number, low: number, high: number])[];
  readonly bits: number;
}

/** Undefined: too many of the values are no decimal numbers. Those that are become what they were, bit for bit: value = number ÷ 10^places. */
export function toDecimals(values: Float64Array): DecimalColumn | undefined {
  const places = placesOf(values);
  if (places === undefined) return undefined;
  const [scale, words, numbers] = [10 ** places, wordsOf(values), new Float64Array(values.length)];
  const exceptions: [number, number, number][] = [];
  let last = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    const number = places === 0 ? value : Math.round(value * scale);
    if (Number.isInteger(number) && Math.abs(number) <= MAX_PACKED && number / scale === value && !Object.is(value, -0)) last = number;
    else exceptions.push([at, words[at * 2] as number, words[at * 2 + 1] as number]);
    // An exception repeats the number before it, which is the cheapest.
    numbers[at] = last;
  }
  if (exceptions.length * EXCEPTIONS_PER > values.length + EXCEPTIONS_PER) return undefined;
  const packing = planPacking(numbers);
  return { places, packing, exceptions, bits: packing.bits + 12 + exceptions.length * 80 };
}

export function writeDecimals(writer: ColumnWriter, { places, packing, exceptions }: DecimalColumn): void {
  writer.write(places, 4);
  writer.varint(exceptions.length);
  for (const [at, low, high] of exceptions) {
    writer.varint(at);
    writer.writeWords(low, high);
  }
  packNumbers(writer, packing);
}

/** Reads as many values as there is room for. Throws `corrupt`. */
export function readDecimals(reader: ColumnReader, values: Float64Array): void {
  const [scale, count] = [10 ** reader.read(4), reader.varint()];
  if (count > values.length) throw new ChunkError('corrupt', 'the column has more exceptions than values');
  const exceptions = Array.from({ length: count }, () => ({ at: reader.varint(), high: reader.read(32), low: reader.read(32) }));
  const numbers = unpackNumbers(reader, values.length);
  if (scale === 1) values.set(numbers);
  else for (let at = 0; at < numbers.length; at += 1) values[at] = (numbers[at] as number) / scale;
  const words = wordsOf(values);
  for (const { at, low, high } of exceptions) {
    if (at >= values.length) throw new ChunkError('corrupt', 'an exception of the column is behind its end');
    words[at * 2] = low;
    words[at * 2 + 1] = high;
  }
}

/** The fewest places that some values from all over have, those aside that are no numbers; undefined: more than are tried. */
function placesOf(values: Float64Array): number | undefined {
  let [places, failed] = [0, 0];
  const stride = Math.max(1, Math.floor(values.length / PROBES));
  for (let at = 0; at < values.length; at += stride) {
    const value = values[at] as number;
    if (!Number.isFinite(value)) continue;
    let own = places;
    while (own <= MAX_PLACES && Math.round(value * 10 ** own) / 10 ** own !== value) own += 1;
    if (own > MAX_PLACES) failed += 1;
    else places = own;
    if (failed > 1) return undefined;
  }
  return places;
}
