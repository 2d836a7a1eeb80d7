import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { emptyBuckets, type NativeHistogram, staleHistogram } from '#pkg/sample-model';
import { ChunkError, decodeFloatChunk, decodeHistogramChunk, describeChunk, HistogramChunk, type TimedHistogram } from './index.ts';

const noon = 1_763_726_400_000;
const side = fc.array(fc.tuple(fc.nat(5), fc.nat(4)), { maxLength: 3 }).chain((spans) => {
  const length = spans.reduce((sum, [, buckets]) => sum + buckets, 0);
  return fc.record({ spans: fc.constant(Int32Array.from(spans.flat())), counts: fc.array(fc.nat(10_000), { minLength: length, maxLength: length }).map((counts) => Float64Array.from(counts)) });
});
const histogram: fc.Arbitrary<NativeHistogram> = fc.record({
  kind: fc.constantFrom('integer', 'float'), shape: fc.constantFrom('exponential', 'exponential', 'custom', 'stale'), schema: fc.integer({ min: -4, max: 8 }), positive: side, negative: side,
  zeroCount: fc.nat(50), sum: fc.oneof(fc.double({ noNaN: true }), fc.integer()), hint: fc.constantFrom('unknown', 'reset', 'no_reset', 'gauge'),
}).map(({ kind, shape, schema, positive, negative, zeroCount, sum, hint }) => {
  if (shape === 'stale') return { ...staleHistogram(kind), resetHint: hint };
  const scaled = (counts: Float64Array) => (kind === 'float' ? counts.map((count) => count * 0.37) : counts);
  const total = (counts: Float64Array) => counts.reduce((all, count) => all + count, 0);
  const shared = { kind, sum, resetHint: hint, stale: false, positiveSpans: positive.spans, positiveCounts: scaled(positive.counts) };
  if (shape === 'custom') {
    const customValues = Float64Array.from({ length: 40 }, (_, index) => index / 4);
    return { ...emptyBuckets, ...shared, schema: -53, count: total(positive.counts), customValues };
  }
  return { ...emptyBuckets, ...shared, schema, zeroThreshold: 2 ** -128, zeroCount, negativeSpans: negative.spans, negativeCounts: scaled(negative.counts), count: total(positive.counts) + total(negative.counts) + zeroCount };
});
const series = fc.array(fc.tuple(fc.integer({ min: 1, max: 20_000 }), histogram, fc.constantFrom(0, noon - 60_000, noon)), { maxLength: 12 }).map((list) => {
  let timestamp = noon;
  return list.map(([by, one, startTimestamp]): TimedHistogram => ({ timestamp: (timestamp += by), startTimestamp, histogram: one }));
});
const encode = (list: readonly TimedHistogram[]) => {
  const chunk = new HistogramChunk();
  list.forEach((sample) => chunk.append(sample));
  return chunk.snapshot();
};

const latency = (index: number): TimedHistogram => {
  const positiveCounts = Float64Array.of(10 * index, 30 * index + (index % 3), 12 * index, index);
  return { timestamp: noon + index * 15_000, startTimestamp: noon, histogram: { ...emptyBuckets, kind: 'integer', schema: 3, count: positiveCounts.reduce((all, count) => all + count, 0), sum: index * 7.5, positiveSpans: Int32Array.of(-3, 4), positiveCounts, resetHint: 'unknown', stale: false } };
};

describe('a chunk of histograms', () => {
  test('gives back whatever was encoded, layouts and kinds mixed', () => {
    fc.assert(fc.property(series, (list) => {
      const chunk = encode(list);
      expect(decodeHistogramChunk(chunk)).toEqual(list);
      expect(describeChunk(chunk)).toEqual({ kind: 'histogram', count: list.length });
    }), { numRuns: 300 });
  });

  test('takes about a byte per bucket that moves', () => {
    const chunk = encode(Array.from({ length: 120 }, (_, index) => latency(index)));
    expect(chunk.length / 120).toBeLessThan(14);
  });

  test('shares the spans of one layout', () => {
    const [first, second] = decodeHistogramChunk(encode([latency(1), latency(2)]));
    expect(second?.histogram.positiveSpans).toBe(first?.histogram.positiveSpans);
  });

  test.each<[string, TimedHistogram, object]>([
    ['the same time again', latency(3), { fault: 'out_of_order' }],
    ['an earlier one', latency(2), { fault: 'out_of_order' }],
    ['counts that do not add up', { ...latency(4), histogram: { ...latency(4).histogram, count: 1 } }, { code: 'invalid', message: expect.stringContaining('but the count is 1') }],
    ['a start that is no time', { ...latency(4), startTimestamp: NaN }, { fault: 'not_a_time' }],
    ['far too many bounds', { ...latency(4), histogram: { ...emptyBuckets, kind: 'float', schema: -53, count: 0, sum: 0, resetHint: 'unknown', stale: false, customValues: Float64Array.from({ length: 60_000 }, (_, index) => index) } }, { message: expect.stringContaining('more than 50000 buckets') }],
  ])('refuses %s, and is as it was', (_name, sample, error) => {
    const chunk = new HistogramChunk();
    [1, 2, 3].forEach((index) => chunk.append(latency(index)));
    expect(() => chunk.append(sample)).toThrow(expect.objectContaining(error));
    chunk.append(latency(5));
    expect(decodeHistogramChunk(chunk.snapshot())).toEqual([1, 2, 3, 5].map(latency));
    expect(chunk.lastTimestamp).toBe(latency(5).timestamp);
  });

  test('whose checksum was forged is read or refused, never worse', () => {
    fc.assert(fc.property(series, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }), (list, changes) => {
      const chunk = Buffer.from(encode(list));
      for (const [at, value] of changes) chunk[at % chunk.length] = value;
      chunk.writeUInt32BE(crc32(chunk.subarray(0, -4)), chunk.length - 4);
      try {
        decodeHistogramChunk(chunk);
      } catch (error) {
        if (!(error instanceof ChunkError)) throw error;
      }
    }), { numRuns: 200 });
  });

  test('is not taken for one of floats', () => {
    expect(() => decodeFloatChunk(encode([latency(1)]))).toThrow(expect.objectContaining({ fault: 'corrupt' }));
  });
});
