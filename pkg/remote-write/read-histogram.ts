import { type CounterResetHint, isStaleWords, type NativeHistogram } from '#pkg/sample-model';
import { Float64Column } from './growing-columns.ts';
import type { HistogramSample } from './write-batch.ts';
import type { WireReader } from './wire-reader.ts';
import { WriteRequestError } from './write-request-error.ts';

const HINTS: readonly CounterResetHint[] = ['unknown', 'reset', 'no_reset', 'gauge'];

/** How many spans, buckets and bounds the histograms of a request may still have. */
export class BucketBudget {
  private used = 0;

  constructor(private readonly limit: number) {}

  take(): void {
    this.used += 1;
    if (this.used > this.limit) throw new WriteRequestError('too_many', `the histograms of one request have more than ${this.limit} buckets`);
  }
}

/** Reads a histogram; both versions number its fields alike (https://github.com/prometheus/prometheus/blob/main/prompb/types.proto). */
export function readHistogram(reader: WireReader, series: number, budget: BucketBudget): HistogramSample {
  const outer = reader.enter();
  const sumWords = new Uint32Array(2);
  const [positive, negative] = [new BucketSide(budget), new BucketSide(budget)];
  const customValues = new Float64Column(Infinity, 'custom values');
  let [count, zeroCount, schema, zeroThreshold, hint, timestamp, startTimestamp] = [0, 0, 0, 0, 0, 0, 0];
  let isFloat = false;
  while (reader.more) {
    const tag = reader.tag();
    switch (tag >>> 3) {
      case 1: count = (isFloat = false, expect(tag, 0), reader.unsigned()); break;
      case 2: count = (isFloat = true, expect(tag, 1), reader.double()); break;
      case 3: expect(tag, 1); reader.copyDouble(sumWords, 0); break;
      case 4: expect(tag, 0); schema = reader.sint32(); break;
      case 5: expect(tag, 1); zeroThreshold = reader.double(); break;
      case 6: expect(tag, 0); zeroCount = reader.unsigned(); break;
      case 7: expect(tag, 1); zeroCount = reader.double(); break;
      case 8: expect(tag, 2); negative.readSpan(reader); break;
      case 9: negative.readDeltas(reader, tag); break;
      case 10: negative.readCounts(reader, tag); break;
      case 11: expect(tag, 2); positive.readSpan(reader); break;
      case 12: positive.readDeltas(reader, tag); break;
      case 13: positive.readCounts(reader, tag); break;
      case 14: expect(tag, 0); hint = reader.uint32(); break;
      case 15: expect(tag, 0); timestamp = reader.integer(); break;
      case 16: readDoubles(reader, tag, customValues, budget); break;
      case 17: expect(tag, 0); startTimestamp = reader.integer(); break;
      default: reader.skipType(tag & 7);
    }
  }
  reader.leave(outer);
  const histogram: NativeHistogram = {
    kind: isFloat ? 'float' : 'integer', schema, count, sum: new Float64Array(sumWords.buffer)[0] ?? 0, zeroThreshold, zeroCount,
    positiveSpans: positive.spans(), positiveCounts: positive.counts(isFloat), negativeSpans: negative.spans(), negativeCounts: negative.counts(isFloat), customValues: customValues.finish(),
    resetHint: HINTS[hint] ?? 'unknown', stale: isStaleWords(sumWords[0] ?? 0, sumWords[1] ?? 0),
  };
  return { series, timestamp, startTimestamp, histogram };
}

function expect(tag: number, wireType: number): void {
  if ((tag & 7) !== wireType) throw new WriteRequestError('malformed', `the field ${tag >>> 3} of a histogram has the wire type ${tag & 7}`);
}

/** Spans and buckets of one sign. */
class BucketSide {
  private readonly spanPairs: number[] = [];
  private readonly deltas = new Float64Column(Infinity, 'buckets');
  private readonly absolutes = new Float64Column(Infinity, 'buckets');

  constructor(private readonly budget: BucketBudget) {}

  readSpan(reader: WireReader): void {
    this.budget.take();
    const outer = reader.enter();
    let [offset, length] = [0, 0];
    while (reader.more) {
      const tag = reader.tag();
      if (tag === 8) offset = reader.sint32();
      else if (tag === 16) length = reader.uint32();
      else reader.skipType(tag & 7);
    }
    reader.leave(outer);
    this.spanPairs.push(offset, length);
  }

  readDeltas(reader: WireReader, tag: number): void {
    readRepeated(reader, tag, 0, this.budget, () => this.deltas.push(reader.zigzag()));
  }

  readCounts(reader: WireReader, tag: number): void {
    readDoubles(reader, tag, this.absolutes, this.budget);
  }

  spans(): Int32Array {
    return Int32Array.from(this.spanPairs);
  }

  /** Absolute counts: integer histograms come as differences from one bucket to the next. */
  counts(isFloat: boolean): Float64Array {
    if (isFloat) return this.absolutes.finish();
    let count = 0;
    return this.deltas.finish().map((delta) => (count += delta));
  }
}

const readDoubles = (reader: WireReader, tag: number, into: Float64Column, budget: BucketBudget): void =>
  readRepeated(reader, tag, 1, budget, () => into.push(reader.double()));

/** Reads a repeated number, packed or one by one: receivers must take both. */
function readRepeated(reader: WireReader, tag: number, wireType: number, budget: BucketBudget, readOne: () => void): void {
  if ((tag & 7) !== 2) {
    expect(tag, wireType);
    budget.take();
    readOne();
    return;
  }
  const outer = reader.enter();
  while (reader.more) {
    budget.take();
    readOne();
  }
  reader.leave(outer);
}
