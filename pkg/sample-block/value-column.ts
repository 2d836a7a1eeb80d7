import { wordsOf } from '#pkg/sample-model';
import { ChunkError, readStarts, StartRuns, ValueReader, ValueWriter } from '#pkg/xor-chunk';
import { ColumnReader, ColumnWriter } from './column-bytes.ts';
import { readDecimals, toDecimals, writeDecimals } from './decimal-values.ts';

/**
 * A column: version (2 bits), form (2), whether start times follow (1); these, their length before them; the values; a CRC-32. Forms: one value throughout, whole numbers of
 * a decimal place (`decimal-values.ts`), or as in the chunks of `pkg/xor-chunk`.
 */
const VERSION = 0;
const [SAME, DECIMAL, XOR] = [0, 1, 2];
/** What packs in fewer bits a value than this is not tried in another form, which takes longer to write. */
const GOOD_BITS = 24;

/** The values of one series at the times of a block. */
export interface ColumnSamples {
  /** Their bits count, so a staleness marker stays one. */
  readonly values: Float64Array;
  /** When counting began, 0 where unknown; left out when unknown throughout. */
  readonly startTimestamps?: Float64Array | undefined;
}

/** Encodes values as a column of the series with this number (below 2^32), which alone can read it. Throws `not_a_time` for a start that is none. */
export function encodeValues(series: number, timestamps: Float64Array, { values, startTimestamps }: ColumnSamples): Uint8Array {
  const writer = new ColumnWriter();
  const starts = codedStarts(timestamps, startTimestamps);
  const begin = (form: number): void => {
    writer.write((VERSION << 3) | (form << 1) | (starts.length > 0 ? 1 : 0), 5);
    if (starts.length === 0) return;
    writer.varint(starts.length);
    for (const byte of starts) writer.write(byte, 8);
  };
  const words = wordsOf(values);
  if (isSame(words)) {
    begin(SAME);
    if (words.length > 0) writer.writeWords(words[0] as number, words[1] as number);
    return writer.finish(series);
  }
  const decimals = toDecimals(values);
  const xor = decimals && decimals.bits <= values.length * GOOD_BITS ? undefined : xorOf(words);
  if (decimals && (!xor || decimals.bits <= xor.bits)) {
    begin(DECIMAL);
    writeDecimals(writer, decimals);
  } else {
    begin(XOR);
    writeXor(writer, words);
  }
  return writer.finish(series);
}

/** The values of a column. Throws `corrupt` and `unknown_version`. */
export function decodeValues(series: number, timestamps: Float64Array, column: Uint8Array): ColumnSamples {
  const reader = new ColumnReader(column, series);
  const version = reader.read(2);
  if (version !== VERSION) throw new ChunkError('unknown_version', `the column has the version ${version}, not ${VERSION}`);
  const form = reader.read(2);
  const coded = reader.bit() === 1 ? Uint8Array.from({ length: Math.min(reader.varint(), column.length) }, () => reader.read(8)) : undefined;
  const values = new Float64Array(timestamps.length);
  if (form === SAME) readSame(reader, values);
  else if (form === DECIMAL) readDecimals(reader, values);
  else if (form === XOR) readXor(reader, values);
  else throw new ChunkError('corrupt', `there is no form ${form} of a column`);
  return coded ? { values, startTimestamps: readStarts(coded, timestamps) } : { values };
}

function codedStarts(timestamps: Float64Array, startTimestamps: Float64Array | undefined): Uint8Array {
  const starts = new StartRuns();
  startTimestamps?.forEach((start, at) => starts.add(at, timestamps[at] as number, start));
  return starts.finish();
}

function isSame(words: Uint32Array): boolean {
  for (let at = 2; at < words.length; at += 2) if (words[at] !== words[0] || words[at + 1] !== words[1]) return false;
  return true;
}

function readSame(reader: ColumnReader, values: Float64Array): void {
  if (values.length === 0) return;
  const words = wordsOf(values);
  const [high, low] = [reader.read(32), reader.read(32)];
  for (let at = 0; at < words.length; at += 2) {
    words[at] = low;
    words[at + 1] = high;
  }
}

function xorOf(words: Uint32Array): ColumnWriter {
  const writer = new ColumnWriter();
  writeXor(writer, words);
  return writer;
}

function writeXor(writer: ColumnWriter, words: Uint32Array): void {
  const values = new ValueWriter();
  for (let at = 0; at < words.length; at += 2) values.next(writer, words[at] as number, words[at + 1] as number);
}

function readXor(reader: ColumnReader, values: Float64Array): void {
  const [value, words] = [new ValueReader(), wordsOf(values)];
  for (let at = 0; at < words.length; at += 2) {
    value.next(reader);
    words[at] = value.low;
    words[at + 1] = value.high;
  }
}

