import path from 'node:path';
import fc from 'fast-check';
import { loadSync, type Type, Writer } from 'protobufjs';
import { histogramFault, isStaleWords, type Label, type NativeHistogram, STALE_NAN, staleHistogram, wordsOf } from '#pkg/sample-model';
import { encodeWriteRequest1 } from './encode-write-request-1.ts';
import { encodeWriteRequest2 } from './encode-write-request-2.ts';
import { decodeWriteRequest, encodeWriteRequest, LABEL_LIMITS, METRIC_TYPES, readLabels, WRITE_LIMITS, type WriteBatch, WriteRequestError, type WriteSeries, type WriteVersion } from './index.ts';
import { packSnappy, unpackSnappy } from './snappy-block.ts';

const versions = ['1.0', '2.0'] as const;
const official: Record<WriteVersion, Type> = {
  '1.0': loadSync(path.join(__dirname, 'proto/write-request-1.proto')).lookupType('prometheus.WriteRequest'),
  '2.0': loadSync(path.join(__dirname, 'proto/write-request-2.proto')).lookupType('io.prometheus.write.v2.Request'),
};

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => value.isWellFormed());
const label = fc.record({ name: text.filter((name) => name !== ''), value: text.filter((value) => value !== '') });
const sortedLabels = fc
  .uniqueArray(label, { selector: ({ name }) => name, maxLength: 5 })
  .map((labels) => [...labels.filter(({ name }) => name !== '__name__'), { name: '__name__', value: 'm' }].sort((one, other) => Buffer.compare(Buffer.from(one.name), Buffer.from(other.name))));
const timestamp = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(1_700_000_000_000, -62_135_596_800_000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER), fc.maxSafeInteger());
const anyBits = fc.oneof(fc.tuple(fc.nat(), fc.nat()), fc.constantFrom([2, 0x7ff00000], [0, 0x80000000], [1, 0x7ff80000], [0, 0x7ff00000], [0, 0]));
const values = (length: number) =>
  fc.array(anyBits, { minLength: length, maxLength: length }).map((words) => new Float64Array(Uint32Array.from(words.flat()).buffer));

const layout = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 4 })), { maxLength: 3 });
const histogram: fc.Arbitrary<NativeHistogram> = fc
  .record({
    kind: fc.constantFrom('integer', 'float'), schema: fc.integer({ min: -4, max: 8 }), positive: layout, negative: layout, seed: fc.nat(1000), sum: fc.constantFrom(0, -0, 1.5, NaN, Infinity),
    hint: fc.constantFrom('unknown', 'reset', 'no_reset', 'gauge'), custom: fc.boolean(), zeroCount: fc.nat(2 ** 31), stale: fc.boolean(),
  })
  .map(({ kind, schema, positive, negative, seed, sum, hint, custom, zeroCount, stale }) => {
    if (stale) return staleHistogram(kind);
    const counts = (spans: [number, number][]) => Float64Array.from({ length: spans.reduce((sum, [, length]) => sum + length, 0) }, (_, index) => ((seed * (index + 7)) % 1009) * (index % 3 === 0 ? 2 ** 32 : 1));
    const negatives = custom ? [] : negative;
    return {
      kind, schema: custom ? -53 : schema, sum, resetHint: hint, stale, count: 2 ** 40 + seed, zeroCount: custom ? 0 : zeroCount, zeroThreshold: custom ? 0 : 2 ** -128,
      positiveSpans: Int32Array.from(positive.flat()), positiveCounts: counts(positive), negativeSpans: Int32Array.from(negatives.flat()), negativeCounts: counts(negatives),
      customValues: Float64Array.from(custom ? [0.5, 1, 2.5] : []),
    };
  });

const samplesOf = fc.nat(4).chain((length) => fc.record({ timestamps: fc.array(timestamp, { minLength: length, maxLength: length }).map((list) => Float64Array.from(list)), values: values(length) }));
const metadata = fc.record({ type: fc.constantFrom(...METRIC_TYPES), help: text, unit: text });
const series: fc.Arbitrary<WriteSeries & { metadata: NonNullable<WriteSeries['metadata']> }> = fc
  .tuple(sortedLabels, samplesOf, fc.array(fc.record({ timestamp, startTimestamp: timestamp, histogram }), { maxLength: 2 }), fc.array(fc.record({ timestamp, value: fc.double({ noNaN: true }), labels: fc.array(label, { maxLength: 2 }) }), { maxLength: 2 }), metadata)
  .map(([labels, samples, histograms, exemplars, about]) => ({
    labels, ...samples, startTimestamps: samples.timestamps.map((at) => at - 1),
    // One series has floats or histograms, never both.
    histograms: samples.timestamps.length > 0 ? [] : histograms, exemplars, metadata: { ...about, family: 'family' },
  }));

/** Back to what was sent, as far as the version says it. */
function seriesOf(batch: WriteBatch): unknown[] {
  return Array.from({ length: batch.seriesCount }, (_, index) => {
    const [from = 0, to = 0] = batch.firstSamples.subarray(index, index + 2);
    return {
      labels: readLabels(batch, index), timestamps: [...batch.timestamps.subarray(from, to)], words: [...batch.words.subarray(from * 2, to * 2)],
      histograms: batch.histograms.filter((sample) => sample.series === index).map(({ timestamp: at, histogram: { sum, ...shape } }) => ({ at, sum, ...shape })),
      exemplars: batch.exemplars.filter((sample) => sample.series === index).map(({ series: _series, ...exemplar }) => exemplar),
    };
  });
}
const sent = (all: readonly WriteSeries[]): unknown[] =>
  all.map(({ labels, timestamps, values: sentValues, histograms = [], exemplars = [] }) => ({
    labels, timestamps: [...timestamps], words: [...wordsOf(sentValues)], histograms: histograms.map(({ timestamp: at, histogram: { sum, ...shape } }) => ({ at, sum, ...shape })), exemplars,
  }));

describe.each(versions)('remote write %s', (version) => {
  test('whatever is sent arrives, every bit of it', () => {
    fc.assert(
      fc.property(fc.array(series, { maxLength: 4 }), (all) => {
        const batch = decodeWriteRequest(version, encodeWriteRequest(version, all));
        expect(seriesOf(batch)).toEqual(sent(all));
      }),
    );
  });

  test('the official definition reads what we write', () => {
    const encode = version === '1.0' ? encodeWriteRequest1 : encodeWriteRequest2;
    fc.assert(
      fc.property(fc.array(series, { maxLength: 3 }), (all) => {
        const message = official[version].decode(encode(all));
        const again = official[version].encode(message).finish();
        expect(seriesOf(decodeWriteRequest(version, packSnappy(again)))).toEqual(sent(all));
        const { timeseries, symbols } = official[version].toObject(message, { longs: Number, defaults: true }) as { timeseries: Record<string, unknown>[]; symbols?: string[] };
        const labels = timeseries.map(({ labels: inPlace, labelsRefs }) => inPlace ?? pairs(labelsRefs as number[], symbols ?? []));
        expect(labels).toEqual(all.map((one) => one.labels));
        expect(timeseries.map(({ samples }) => (samples as { timestamp: number }[]).map(({ timestamp: at }) => at))).toEqual(all.map(({ timestamps }) => [...timestamps]));
      }),
    );
  });

  test('nothing but a refusal comes of random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      refusesOrReads(() => decodeWriteRequest(version, bytes));
      refusesOrReads(() => decodeWriteRequest(version, packSnappy(bytes)));
    }), { numRuns: 250 });
  });

  test('nothing but a refusal comes of a body with flipped, cut or doubled bytes', () => {
    const damage = fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('flip', 'cut', 'double', 'grow'));
    fc.assert(fc.property(fc.array(series, { minLength: 1, maxLength: 3 }), fc.array(damage, { minLength: 1, maxLength: 3 }), (all, damages) => {
      const whole = encodeWriteRequest(version, all);
      refusesOrReads(() => decodeWriteRequest(version, damages.reduce<Buffer>(damaged, whole)));
      refusesOrReads(() => decodeWriteRequest(version, packSnappy(damages.reduce<Buffer>(damaged, unpackSnappy(whole, 1 << 20)))));
    }), { numRuns: 250 });
  });

  test.each([
    ['maxSeries', 'more than 1 series'],
    ['maxSamples', 'more than 1 samples'],
    ['maxHistograms', 'more than 1 histograms'],
    ['maxExemplars', 'more than 1 exemplars'],
    ['maxBuckets', 'more than 1 buckets'],
    ['maxBytes', 'more than the 1 that are allowed'],
  ] as const)('%s is kept', (limit, reason) => {
    const one = { labels: [{ name: '__name__', value: 'm' }], exemplars: [{ timestamp: 1, value: 1, labels: [] }] };
    const buckets = { ...staleHistogram('float'), stale: false, positiveSpans: Int32Array.of(0, 2), positiveCounts: Float64Array.of(1, 2) };
    const body = encodeWriteRequest(version, [
      { ...one, timestamps: Float64Array.of(1, 2), values: Float64Array.of(1, 2) },
      { ...one, timestamps: new Float64Array(0), values: new Float64Array(0), histograms: [{ timestamp: 1, startTimestamp: 0, histogram: buckets }, { timestamp: 2, startTimestamp: 0, histogram: buckets }] },
    ]);
    expect(() => decodeWriteRequest(version, body)).not.toThrow();
    expect(() => decodeWriteRequest(version, body, { ...WRITE_LIMITS, [limit]: 1 })).toThrow(expect.objectContaining({ status: 413, message: expect.stringContaining(reason) }));
  });

  test('an empty body is a request without series', () => {
    expect(decodeWriteRequest(version, packSnappy(new Uint8Array(0)))).toMatchObject({ seriesCount: 0, histograms: [], exemplars: [], familyMetadata: [] });
  });
});

const pairs = (references: number[], symbols: string[]): Label[] =>
  Array.from({ length: references.length / 2 }, (_, pair) => ({ name: symbols[references[pair * 2]!]!, value: symbols[references[pair * 2 + 1]!]! }));

/** May read the bytes after all, labels included; must throw nothing but the one error. */
function refusesOrReads(read: () => WriteBatch): void {
  try {
    const batch = read();
    for (let index = 0; index < batch.seriesCount; index += 1) {
      batch.metadataOf(index);
      readLabels(batch, index);
    }
    batch.histograms.forEach(({ histogram: one }) => histogramFault(one));
  } catch (error) {
    if (!(error instanceof WriteRequestError)) throw error;
  }
}

function damaged(bytes: Buffer, [at, value, how]: readonly [number, number, string]): Buffer {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  if (how === 'cut') return bytes.subarray(0, place);
  if (how === 'double') return Buffer.concat([bytes.subarray(0, place), bytes]);
  if (how === 'grow') return Buffer.concat([bytes.subarray(0, place), Buffer.of(value), bytes.subarray(place)]);
  const changed = Buffer.from(bytes);
  changed[place] = value;
  return changed;
}

describe('what the wire allows', () => {
  const name: Label = { name: '__name__', value: 'm' };
  const official1 = (message: object) => packSnappy(official['1.0'].encode(official['1.0'].fromObject(message)).finish());
  const official2 = (message: object) => packSnappy(official['2.0'].encode(official['2.0'].fromObject(message)).finish());

  test('the staleness marker is known by its bits', () => {
    for (const version of versions) {
      const { words } = decodeWriteRequest(version, encodeWriteRequest(version, [{ labels: [name], timestamps: Float64Array.of(5), values: STALE_NAN }]));
      expect(isStaleWords(words[0]!, words[1]!)).toBe(true);
    }
  });

  test('a label set is the same bytes in both versions', () => {
    const one: WriteSeries = { labels: [name, { name: 'job', value: 'api'.repeat(50) }], timestamps: Float64Array.of(5), values: Float64Array.of(1) };
    const [first, second] = versions.map((version) => {
      const { labelBytes, labelStarts, labelEnds } = decodeWriteRequest(version, encodeWriteRequest(version, [one]));
      return labelBytes.subarray(labelStarts[0], labelEnds[0]).toString('hex');
    });
    expect(first).toBe(second);
  });

  test('labels that lie between samples are brought together', () => {
    const nested = (writer: Writer, field: number, bytes: Uint8Array) => writer.uint32(field * 8 + 2).bytes(bytes);
    const labelMessage = (key: string, value: string) => Writer.create().uint32(10).string(key).uint32(18).string(value).finish();
    const sample = Writer.create().uint32(9).double(1).uint32(16).int64(7).finish();
    const timeSeries = Writer.create();
    nested(timeSeries, 1, labelMessage('b', '2'));
    nested(timeSeries, 2, sample);
    nested(timeSeries, 1, labelMessage('__name__', 'm'));
    const body = nested(Writer.create(), 1, timeSeries.finish()).finish();
    const batch = decodeWriteRequest('1.0', packSnappy(Buffer.concat([body, body])));
    expect([0, 1].map((index) => readLabels(batch, index))).toEqual([[name, { name: 'b', value: '2' }], [name, { name: 'b', value: '2' }]]);
    expect([...batch.timestamps]).toEqual([7, 7]);
  });

  test('fields of later versions are passed over', () => {
    const body = official['1.0'].encode(official['1.0'].fromObject({ timeseries: [{ labels: [name], samples: [{ value: 1, timestamp: 2 }] }] })).finish();
    const unknown = Writer.create().uint32(99 * 8).uint32(5).uint32(98 * 8 + 2).string('x').uint32(97 * 8 + 5).fixed32(1).uint32(96 * 8 + 1).double(1).finish();
    expect(decodeWriteRequest('1.0', packSnappy(Buffer.concat([unknown, body, unknown]))).seriesCount).toBe(1);
  });

  test('a 1.0 body read as 2.0 and the other way round is empty, as the protocol intends', () => {
    const one: WriteSeries = { labels: [name], timestamps: Float64Array.of(5), values: Float64Array.of(1) };
    expect(decodeWriteRequest('1.0', encodeWriteRequest('2.0', [one])).seriesCount).toBe(0);
    expect(decodeWriteRequest('2.0', encodeWriteRequest('1.0', [one])).seriesCount).toBe(0);
  });

  test('metadata comes by family in 1.0 and by series in 2.0', () => {
    const about = { type: 'counter', help: 'Requests.', unit: 'seconds', family: 'm' } as const;
    const one: WriteSeries = { labels: [name], timestamps: Float64Array.of(5), values: Float64Array.of(1), metadata: about };
    expect(decodeWriteRequest('1.0', encodeWriteRequest('1.0', [one, one])).familyMetadata).toEqual([about]);
    const batch = decodeWriteRequest('2.0', encodeWriteRequest('2.0', [one, { ...one, metadata: undefined }]));
    expect([batch.metadataOf(0), batch.metadataOf(1)]).toEqual([{ type: 'counter', help: 'Requests.', unit: 'seconds' }, undefined]);
  });

  test('start timestamps come with 2.0', () => {
    const one: WriteSeries = { labels: [name], timestamps: Float64Array.of(5, 6), values: Float64Array.of(1, 2), startTimestamps: Float64Array.of(0, 3) };
    expect([...(decodeWriteRequest('2.0', encodeWriteRequest('2.0', [one])).startTimestamps ?? [])]).toEqual([0, 3]);
    expect(decodeWriteRequest('1.0', encodeWriteRequest('1.0', [one])).startTimestamps).toBeUndefined();
  });

  test('a series that refers to no symbol is marked, and the others are read', () => {
    const batch = decodeWriteRequest('2.0', official2({ symbols: ['', '__name__', 'm'], timeseries: [{ labelsRefs: [1, 9] }, { labelsRefs: [1, 2], samples: [{ timestamp: 4 }] }, { labelsRefs: [1] }, { labelsRefs: [1, 2], metadata: { type: 1, helpRef: 7 } }] }));
    expect([...batch.seriesFaults.keys()]).toEqual([0, 2, 3]);
    expect(() => readLabels(batch, 0)).toThrow('there is no symbol 9: the table has 3');
    expect(() => readLabels(batch, 2)).toThrow('the references of a label set come in pairs');
    expect(readLabels(batch, 1)).toEqual([name]);
  });

  test('a table of symbols begins with the empty text', () => {
    expect(() => decodeWriteRequest('2.0', official2({ symbols: ['a'] }))).toThrow(/begin with the empty text/);
  });

  test('a long text that is named over and over counts each time', () => {
    const symbols = ['', 'x'.repeat(100_000)];
    const body = official2({ symbols, timeseries: Array.from({ length: 400 }, () => ({ labelsRefs: Array<number>(20).fill(1) })) });
    expect(() => decodeWriteRequest('2.0', body)).toThrow(expect.objectContaining({ status: 413, message: expect.stringContaining('bytes of labels') }));
  });

  test.each([
    ['no metric name', [{ name: 'a', value: 'b' }], 'the series has no metric name'],
    ['an empty metric name', [{ name: '__name__', value: '' }], 'the series has no metric name'],
    ['a label without a name', [name, { name: '', value: 'b' }], 'a label has no name'],
    ['a label that is there twice', [name, { name: 'a', value: 'b' }, { name: 'a', value: 'c' }], 'the label "a" is there twice'],
    ['too long a name', [name, { name: 'a'.repeat(LABEL_LIMITS.maxNameBytes + 1), value: 'b' }], /label name "aaa.*has more than 1024 bytes/],
    ['too long a value', [name, { name: 'a', value: 'é'.repeat(LABEL_LIMITS.maxValueBytes / 2 + 1) }], 'the value of label "a" has more than 4096 bytes'],
    ['too many labels', [name, ...Array.from({ length: LABEL_LIMITS.maxLabels }, (_, index) => ({ name: `l${index}`, value: 'x' }))], 'more than 64 labels'],
  ])('a series with %s is refused by itself', (_name, labels, reason) => {
    const batch = decodeWriteRequest('1.0', official1({ timeseries: [{ labels }, { labels: [name] }] }));
    expect(() => readLabels(batch, 0)).toThrow(reason);
    expect(readLabels(batch, 1)).toEqual([name]);
  });

  test('labels are put in order, and empty ones are none', () => {
    const batch = decodeWriteRequest('1.0', official1({ timeseries: [{ labels: [{ name: 'b', value: '1' }, name, { name: 'a', value: '' }, { name: '\u{10000}', value: '1' }, { name: '\uffff', value: '1' }] }] }));
    expect(readLabels(batch, 0).map((one) => one.name)).toEqual(['__name__', 'b', '\uffff', '\u{10000}']);
  });

  test('text that is not UTF-8 is refused, not repaired', () => {
    const body = official1({ timeseries: [{ labels: [name, { name: 'aXa', value: 'x' }] }] });
    const broken = unpackSnappy(body, 1000);
    broken[broken.indexOf('aXa') + 1] = 0xff;
    expect(() => readLabels(decodeWriteRequest('1.0', packSnappy(broken)), 0)).toThrow(/is not UTF-8/);
  });
});

describe('snappy', () => {
  const bomb = packSnappy(Buffer.alloc(40 * 1024 * 1024));

  test.each([
    ['a bomb', bomb, 413, /unpacks to 41943040 bytes, more than the 33554432/],
    ['a lie of 4 GiB', Buffer.of(0xff, 0xff, 0xff, 0xff, 0x0f, 0), 413, /unpacks to 4294967295 bytes/],
    ['a lie within the limit', Buffer.of(0xff, 0xff, 0x7f, 0, 0), 400, /which 5 bytes of snappy cannot/],
    ['a length of more than 32 bits', Buffer.of(0xff, 0xff, 0xff, 0xff, 0xff, 0x01), 400, /length is unreadable/],
    ['nothing', Buffer.alloc(0), 400, /length is unreadable/],
    ['the framed format', Buffer.from('ff060000734e61507059', 'hex'), 400, /is not a snappy block|cannot/],
    ['plain text', Buffer.from('hello, this is not snappy at all'), 400, /is not a snappy block|cannot/],
  ])('%s is refused', (_name, body, status, reason) => {
    expect(() => decodeWriteRequest('1.0', body)).toThrow(expect.objectContaining({ status, message: expect.stringMatching(reason), code: 'invalid' }));
  });
});
