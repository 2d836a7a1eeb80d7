import { AppError } from '#pkg/apperror';
import { histogramFault, type NativeHistogram, staleHistogram, wordsOf } from '#pkg/sample-model';
import { BitReader } from './bit-reader.ts';
import { BitWriter, WordArray } from './bit-writer.ts';
import { ChunkError } from './chunk-error.ts';
import { BITS_START, frameChunk, unframeChunk } from './chunk-frame.ts';
import { checkNext } from './float-stream.ts';
import { bucketsOf, type HistogramLayout, HINTS, MAX_BUCKETS, readLayout, sameLayout, writeLayout } from './histogram-layout.ts';
import { readStarts, StartRuns } from './start-runs.ts';
import { TimestampReader, TimestampWriter } from './timestamp-coder.ts';
import { ValueReader, ValueWriter } from './value-coder.ts';

/** A native histogram and its time; the start is 0 when unknown. */
export interface TimedHistogram {
  readonly timestamp: number;
  readonly startTimestamp: number;
  readonly histogram: NativeHistogram;
}

/**
 * A chunk of native histograms that is being filled: integer, float and custom ones, also mixed. Per sample there are the time, then `0`, or `1` and three
 * bits: stale, another layout, another counter reset hint. Each bucket, the zero bucket, count and sum is a stream of values of its own.
 */
export class HistogramChunk {
  count = 0;
  private readonly words = new WordArray();
  private readonly bits = new BitWriter(this.words);
  private readonly times = new TimestampWriter();
  private readonly starts = new StartRuns();
  private layout: HistogramLayout | undefined;
  private hint: NativeHistogram['resetHint'] = 'unknown';
  private streams: ValueWriter[] = [];

  get lastTimestamp(): number {
    return this.times.last;
  }

  /** Throws `out_of_order`, `full`, `not_a_time`, and `invalid` for a histogram that makes no sense; nothing has changed then. */
  append({ timestamp, startTimestamp, histogram }: TimedHistogram): void {
    checkNext(this.count, this.times.last, timestamp);
    const fault = histogramFault(histogram) ?? histogramSizeFault(histogram);
    if (fault !== undefined) throw new AppError('invalid', fault);
    this.starts.add(this.count, timestamp, startTimestamp);
    if (this.count === 0) this.times.first(this.bits, timestamp);
    else this.times.next(this.bits, timestamp);
    this.writeFlags(histogram);
    if (!histogram.stale) this.writeNumbers(numbersOf(histogram));
    this.count += 1;
  }

  /** The chunk as it is now, sealed for reading or storing; it can still be appended to. */
  snapshot(): Uint8Array {
    return frameChunk('histogram', this.count, this.words.words, this.bits, this.starts.finish());
  }

  private writeNumbers(numbers: Float64Array): void {
    const words = wordsOf(numbers);
    this.streams.forEach((stream, index) => stream.next(this.bits, words[index * 2] as number, words[index * 2 + 1] as number));
  }

  private writeFlags(histogram: NativeHistogram): void {
    const newLayout = !histogram.stale && (this.layout === undefined || !sameLayout(this.layout, histogram));
    const newHint = histogram.resetHint !== this.hint;
    if (!histogram.stale && !newLayout && !newHint) {
      this.bits.write(0, 1);
      return;
    }
    this.bits.write(0b1000 | (histogram.stale ? 4 : 0) | (newLayout ? 2 : 0) | (newHint ? 1 : 0), 4);
    if (histogram.stale) this.bits.write(histogram.kind === 'float' ? 1 : 0, 1);
    if (newLayout) {
      this.layout = histogram;
      writeLayout(this.bits, histogram);
      this.streams = Array.from({ length: streamsOf(histogram) }, () => new ValueWriter());
    }
    if (newHint) {
      this.hint = histogram.resetHint;
      this.bits.write(HINTS.indexOf(this.hint), 2);
    }
  }
}

/** Count, zero bucket, sum, then the buckets of both sides. */
const FIXED = 3;
const streamsOf = ({ positiveSpans, negativeSpans }: HistogramLayout): number => FIXED + bucketsOf(positiveSpans) + bucketsOf(negativeSpans);

/** Why a histogram that makes sense does not fit into a chunk all the same. */
export const histogramSizeFault = (histogram: NativeHistogram): string | undefined =>
  streamsOf(histogram) > MAX_BUCKETS || histogram.positiveSpans.length > MAX_BUCKETS || histogram.negativeSpans.length > MAX_BUCKETS || histogram.customValues.length > MAX_BUCKETS
    ? `a histogram with more than ${MAX_BUCKETS} buckets cannot be stored`
    : undefined;

const numbersOf = ({ count, zeroCount, sum, positiveCounts, negativeCounts }: NativeHistogram): Float64Array => {
  const numbers = new Float64Array(FIXED + positiveCounts.length + negativeCounts.length);
  numbers.set([count, zeroCount, sum]);
  numbers.set(positiveCounts, FIXED);
  numbers.set(negativeCounts, FIXED + positiveCounts.length);
  return numbers;
};

/** Decodes a chunk of histograms; those of one layout share their spans and bounds. Throws `corrupt` and `unknown_version`. */
export function decodeHistogramChunk(chunk: Uint8Array): readonly TimedHistogram[] {
  const { kind, count, bytes, bitsEnd, starts } = unframeChunk(chunk);
  if (kind !== 'histogram') throw new ChunkError('corrupt', `the chunk holds a ${kind}, not histograms`);
  const reader = new HistogramReader(new BitReader(bytes, BITS_START, bitsEnd));
  const timestamps: number[] = [];
  const histograms: NativeHistogram[] = [];
  for (let index = 0; index < count; index += 1) {
    timestamps.push(reader.timestamp(index === 0));
    histograms.push(reader.histogram());
  }
  const startTimestamps = readStarts(starts, Float64Array.from(timestamps));
  return histograms.map((histogram, index) => ({ timestamp: timestamps[index] as number, startTimestamp: startTimestamps[index] as number, histogram }));
}

class HistogramReader {
  private readonly times = new TimestampReader();
  private layout: HistogramLayout | undefined;
  private hint: NativeHistogram['resetHint'] = 'unknown';
  private streams: ValueReader[] = [];

  constructor(private readonly bits: BitReader) {}

  timestamp(isFirst: boolean): number {
    return isFirst ? this.times.first(this.bits) : this.times.next(this.bits);
  }

  histogram(): NativeHistogram {
    const flags = this.bits.bit() === 0 ? 0 : this.bits.read(3);
    const staleKind = (flags & 4) === 0 ? undefined : this.bits.bit() === 1 ? 'float' : 'integer';
    if ((flags & 2) !== 0) this.readLayout(staleKind !== undefined);
    if ((flags & 1) !== 0) this.hint = HINTS[this.bits.read(2)] as NativeHistogram['resetHint'];
    if (staleKind) return { ...staleHistogram(staleKind), resetHint: this.hint };
    if (!this.layout) throw new ChunkError('corrupt', 'the first histogram of the chunk has no layout');
    return this.numbers(this.layout);
  }

  private readLayout(stale: boolean): void {
    // A marker has no buckets: a layout before it would only take memory.
    if (stale) throw new ChunkError('corrupt', 'a staleness marker of the chunk has a layout');
    this.layout = readLayout(this.bits);
    this.streams = Array.from({ length: streamsOf(this.layout) }, () => new ValueReader());
  }

  private numbers(layout: HistogramLayout): NativeHistogram {
    const words = new Uint32Array(this.streams.length * 2);
    this.streams.forEach((stream, index) => {
      stream.next(this.bits);
      words[index * 2] = stream.low;
      words[index * 2 + 1] = stream.high;
    });
    const numbers = new Float64Array(words.buffer);
    const [count = 0, zeroCount = 0, sum = 0] = numbers;
    const positives = FIXED + bucketsOf(layout.positiveSpans);
    return { ...layout, count, zeroCount, sum, positiveCounts: numbers.subarray(FIXED, positives), negativeCounts: numbers.subarray(positives), resetHint: this.hint, stale: false };
  }
}
