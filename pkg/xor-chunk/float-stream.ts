import { BitWriter, type WordSink } from './bit-writer.ts';
import { ChunkError } from './chunk-error.ts';
import { MAX_SAMPLES } from './chunk-frame.ts';
import { TimestampWriter } from './timestamp-coder.ts';
import { ValueWriter } from './value-coder.ts';

/** The bits of float samples, one sample after the other. All of its state is in plain fields, so that it can be put aside and taken up. */
export class FloatStream {
  count = 0;
  readonly bits: BitWriter;
  readonly times = new TimestampWriter();
  readonly values = new ValueWriter();

  constructor(sink: WordSink) {
    this.bits = new BitWriter(sink);
  }

  /** Throws `out_of_order`, `full`, `not_a_time`; the stream is then as before. */
  append(timestamp: number, low: number, high: number): void {
    this.checkNext(timestamp);
    if (this.count === 0) this.times.first(this.bits, timestamp);
    else this.times.next(this.bits, timestamp);
    this.values.next(this.bits, low, high);
    this.count += 1;
  }

  /** Throws what `append` would. */
  checkNext(timestamp: number): void {
    checkNext(this.count, this.times.last, timestamp);
  }
}

/** What every kind of chunk asks of the next sample. */
export function checkNext(count: number, last: number, timestamp: number): void {
  if (!Number.isSafeInteger(timestamp)) throw new ChunkError('not_a_time', `${timestamp} is not a time in whole milliseconds`);
  if (count > 0 && timestamp <= last) throw new ChunkError('out_of_order', `the sample at ${timestamp} is not later than the last one at ${last}`);
  if (count === MAX_SAMPLES) throw new ChunkError('full', `a chunk has at most ${MAX_SAMPLES} samples`);
}
