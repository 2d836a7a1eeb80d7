import fc from 'fast-check';
import { STALE_NAN_HIGH, STALE_NAN_LOW, wordsOf } from '#pkg/sample-model';
import { sealHistograms } from '#pkg/series-head';
import { someHistogram } from '../fakes/write-batches.ts';
import { readWalRecord, WalRecord } from './wal-record.ts';

const contentsOf = (body: Buffer): unknown[] => {
  const found: unknown[] = [];
  readWalRecord(body, {
    float: (series, time, low, high, start) => found.push([series, time, low >>> 0, high >>> 0, start]),
    histogram: (series, sample) => found.push([series, sample]),
  });
  return found;
};

describe('a write-ahead record', () => {
  const sample = fc.record({
    series: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 2 ** 45 })),
    time: fc.oneof(fc.integer({ min: 1_795_000_000_000, max: 1_795_000_900_000 }), fc.integer({ min: 0, max: 2 ** 50 })),
    value: fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, NaN, Infinity, 2 ** 41, 2 ** 41 - 1, -(2 ** 41), -(2 ** 41) + 1, 2 ** 53, 0.5)),
    age: fc.constantFrom(0, 0, 1, -5, 3_600_000, 2 ** 44),
  });

  test('gives back every sample, bit by bit, in order', () => {
    fc.assert(fc.property(fc.array(sample, { maxLength: 200 }), (samples) => {
      const record = new WalRecord();
      const expected = samples.map(({ series, time, value, age }) => {
        const [low = 0, high = 0] = wordsOf(Float64Array.of(value));
        const start = age === 0 ? 0 : time - age;
        record.addFloat(series, time, value, low, high, start);
        return [series, time, low, high, start];
      });
      expect(contentsOf(record.finish())).toEqual(expected);
    }));
  });

  test('keeps staleness markers and histograms', () => {
    const record = new WalRecord();
    const timed = { timestamp: 5_000, startTimestamp: 1_000, histogram: someHistogram() };
    record.addFloat(7, 4_000, NaN, STALE_NAN_LOW, STALE_NAN_HIGH, 0);
    record.addHistogram(9, timed.timestamp, sealHistograms([timed]).data);
    record.addFloat(7, 6_000, 1, ...(Array.from(wordsOf(Float64Array.of(1))) as [number, number]), 0);
    expect(contentsOf(record.finish())).toEqual([[7, 4_000, STALE_NAN_LOW, STALE_NAN_HIGH, 0], [9, timed], [7, 6_000, 0, 0x3ff00000, 0]]);
  });

  test('takes some ten bytes a sample', () => {
    const record = new WalRecord();
    for (let series = 1; series <= 1_000; series += 1) {
      const value = series + 0.1;
      record.addFloat(series, 1_795_000_000_000 + (series % 5), value, ...(Array.from(wordsOf(Float64Array.of(value))) as [number, number]), 0);
    }
    expect(record.finish().length / 1_000).toBeLessThan(10.2);
  });

  test('that is damaged or of another version is refused', () => {
    const record = new WalRecord();
    record.addFloat(1, 1_000, 0.5, ...(Array.from(wordsOf(Float64Array.of(0.5))) as [number, number]), 0);
    const body = Buffer.from(record.finish());
    for (const at of body.keys()) {
      const damaged = Buffer.from(body);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => contentsOf(damaged)).toThrow('a write-ahead row');
    }
    expect(() => contentsOf(body.subarray(0, 3))).toThrow('damaged');
  });
});
