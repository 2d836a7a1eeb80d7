import type { CounterResetHint, NativeHistogram } from '#pkg/sample-model';
import type { BitReader } from './bit-reader.ts';
import type { BitWriter } from './bit-writer.ts';
import { ChunkError } from './chunk-error.ts';

/** What consecutive histograms of a series have in common: written once, and again only when it changes. */
export type HistogramLayout = Pick<NativeHistogram, 'kind' | 'schema' | 'zeroThreshold' | 'positiveSpans' | 'negativeSpans' | 'customValues'>;

export const HINTS: readonly CounterResetHint[] = ['unknown', 'reset', 'no_reset', 'gauge'];
/** More buckets than this are no histogram, but a fault: decoding must not take memory for them. */
export const MAX_BUCKETS = 50_000;

export const sameLayout = (one: HistogramLayout, other: HistogramLayout): boolean =>
  one.kind === other.kind && one.schema === other.schema && one.zeroThreshold === other.zeroThreshold &&
  sameNumbers(one.positiveSpans, other.positiveSpans) && sameNumbers(one.negativeSpans, other.negativeSpans) && sameNumbers(one.customValues, other.customValues);

const sameNumbers = (one: Int32Array | Float64Array, other: Int32Array | Float64Array): boolean => one.length === other.length && one.every((number, index) => number === other[index]);

/** How many buckets the spans cover. */
export function bucketsOf(spans: Int32Array): number {
  let buckets = 0;
  for (let span = 1; span < spans.length; span += 2) buckets += spans[span] as number;
  return buckets;
}

export function writeLayout(writer: BitWriter, { kind, schema, zeroThreshold, positiveSpans, negativeSpans, customValues }: HistogramLayout): void {
  writer.write(kind === 'float' ? 1 : 0, 1);
  writer.write(schema & 0xff, 8);
  writeDouble(writer, zeroThreshold);
  for (const spans of [positiveSpans, negativeSpans]) {
    writer.write(spans.length / 2, 16);
    for (const number of spans) writer.write(number >>> 0, 32);
  }
  writer.write(customValues.length, 16);
  for (const bound of customValues) writeDouble(writer, bound);
}

export function readLayout(reader: BitReader): HistogramLayout {
  const kind = reader.bit() === 1 ? 'float' : 'integer';
  const schema = (reader.read(8) << 24) >> 24;
  const zeroThreshold = readDouble(reader);
  const [positiveSpans, negativeSpans] = [readSpans(reader), readSpans(reader)];
  const bounds: number[] = [];
  for (let left = reader.read(16); left > 0; left -= 1) bounds.push(readDouble(reader));
  return { kind, schema, zeroThreshold, positiveSpans, negativeSpans, customValues: Float64Array.from(bounds) };
}

function readSpans(reader: BitReader): Int32Array {
  const numbers: number[] = [];
  for (let left = reader.read(16) * 2; left > 0; left -= 1) numbers.push(reader.read(32) | 0);
  const spans = Int32Array.from(numbers);
  for (let span = 1; span < spans.length; span += 2) if ((spans[span] as number) < 0) throw new ChunkError('corrupt', 'a span of the chunk has a negative length');
  if (bucketsOf(spans) > MAX_BUCKETS) throw new ChunkError('corrupt', `a histogram of the chunk has more than ${MAX_BUCKETS} buckets`);
  return spans;
}

function writeDouble(writer: BitWriter, value: number): void {
  const [low = 0, high = 0] = new Uint32Array(Float64Array.of(value).buffer);
  writer.writeWords(low, high);
}

function readDouble(reader: BitReader): number {
  const high = reader.read(32);
  return new Float64Array(Uint32Array.of(reader.read(32), high).buffer)[0] as number;
}
