import { emptyBuckets, isStaleWords, STALE_NAN } from '#pkg/sample-model';
import { batchOfSeries, decodeWriteRequest, encodeWriteRequest, readLabels, unpackedLength, type WriteBatch, WRITE_LIMITS, type WriteSeries } from './index.ts';

const values = new Float64Array([1, -0, 0]);
values.set(STALE_NAN, 2);
const family = { family: 'up', type: 'gauge' as const, help: 'Whether it is up.', unit: '' };
const histogram = { ...emptyBuckets, kind: 'integer' as const, schema: 0, count: 0, sum: 0, resetHint: 'unknown' as const, stale: false };
const series: readonly WriteSeries[] = [
  { labels: [{ name: '__name__', value: 'up' }, { name: 'job', value: 'Käse\u0000 🧀' }], timestamps: Float64Array.of(1, 2, 3), values, startTimestamps: Float64Array.of(0, 1, 1), metadata: family },
  { labels: [{ name: '__name__', value: 'none' }], timestamps: new Float64Array(0), values: new Float64Array(0), histograms: [{ timestamp: 5, startTimestamp: 4, histogram }] },
  { labels: [{ name: '__name__', value: 'x'.repeat(300) }], timestamps: Float64Array.of(9), values: Float64Array.of(7), exemplars: [{ timestamp: 8, value: 2, labels: [{ name: 'trace_id', value: 'a' }] }] },
];

/** Everything that a batch says, without the layout of its label bytes. */
const told = (batch: WriteBatch) => Array.from({ length: batch.seriesCount }, (_, index) => ({
  labels: readLabels(batch, index), bytes: batch.labelBytes.toString('latin1', batch.labelStarts[index], batch.labelEnds[index]), metadata: batch.metadataOf(index),
  samples: Array.from(batch.timestamps.subarray(batch.firstSamples[index], batch.firstSamples[index + 1])), words: Array.from(batch.words.subarray((batch.firstSamples[index] ?? 0) * 2, (batch.firstSamples[index + 1] ?? 0) * 2)),
  starts: batch.startTimestamps && Array.from(batch.startTimestamps.subarray(batch.firstSamples[index], batch.firstSamples[index + 1])),
  histograms: batch.histograms.filter((each) => each.series === index), exemplars: batch.exemplars.filter((each) => each.series === index),
}));

describe('batchOfSeries', () => {
  test('makes what a receiver decodes of the same series', () => {
    const decoded = decodeWriteRequest('2.0', encodeWriteRequest('2.0', series));
    expect(told(batchOfSeries(series))).toEqual(told(decoded));
  });

  test('as it does of version 1.0, but for what that cannot say', () => {
    const [one, other] = [told(batchOfSeries(series)), told(decodeWriteRequest('1.0', encodeWriteRequest('1.0', series)))];
    const common = ({ labels, bytes, samples, words, exemplars }: ReturnType<typeof told>[number]) => ({ labels, bytes, samples, words, exemplars });
    expect(one.map(common)).toEqual(other.map(common));
  });

  test('keeps the staleness marker, and families that are given', () => {
    const batch = batchOfSeries(series, [family]);
    expect(isStaleWords(batch.words[4]!, batch.words[5]!)).toBe(true);
    expect(batch.familyMetadata).toEqual([family]);
    expect(batchOfSeries([])).toMatchObject({ seriesCount: 0, firstSamples: Uint32Array.of(0) });
  });
});

test('what a body unpacks to is known before it is unpacked, and no more is believed than its size allows', () => {
  const body = encodeWriteRequest('1.0', series);
  expect(unpackedLength(body)).toBeGreaterThan(300);
  expect(() => unpackedLength(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0]), WRITE_LIMITS.maxBytes)).toThrow(expect.objectContaining({ fault: 'too_large' }) as Error);
  expect(() => unpackedLength(Buffer.from([0x80, 0x80, 0x40, 0]), WRITE_LIMITS.maxBytes)).toThrow(expect.objectContaining({ fault: 'malformed' }) as Error);
});
