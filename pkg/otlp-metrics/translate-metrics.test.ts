import fc from 'fast-check';
import { MeterProvider, AggregationTemporality, AggregationType, InMemoryMetricExporter, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { ExportRequest, ExportResponse } from './otlp-definition.ts';
import { decodeOtlp, DeltaAccumulator, encodeOtlpAnswer, otlpEncoding, OtlpError, TRANSLATION, type Translated, translateMetrics, type Translation, type TranslationOptions } from './index.ts';

const nano = (milliseconds: number): string => `${milliseconds}000000`;
const noon = 1_763_726_400_000;
const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const service = [attribute('service.name', 'cart'), attribute('service.namespace', 'shop'), attribute('service.instance.id', 'i-1'), attribute('host.name', 'h1')];

/** One metric of the service, through the decoder, as a sender would write it in JSON. */
function translated(metric: object, options: Partial<TranslationOptions> = {}, deltas?: DeltaAccumulator): Translation {
  const body = { resourceMetrics: [{ resource: { attributes: service }, scopeMetrics: [{ scope: { name: 'lib', version: '2' }, metrics: [{ name: 'm', ...metric }] }] }] };
  return translateMetrics(decodeOtlp('json', Buffer.from(JSON.stringify(body))), { ...TRANSLATION, scopeLabels: false, ...options }, deltas);
}
const identity = { job: 'shop/cart', instance: 'i-1' };
const labelsOf = ({ labels }: Translated) => Object.fromEntries(labels.map(({ name, value }) => [name, value]));
const values = ({ samples }: Translation) => samples.filter((sample) => labelsOf(sample)['__name__'] !== 'target_info').map((sample) => {
  const { __name__: name, job: _job, instance: _instance, ...labels } = labelsOf(sample);
  return [name + Object.entries(labels).map(([key, value]) => `{${key}=${value}}`).join(''), sample.value];
});
const point = (more: object = {}) => ({ timeUnixNano: nano(noon), startTimeUnixNano: nano(noon - 60_000), ...more });

describe('translateMetrics', () => {
  test('a counter has its unit and total in its name, its start, its labels and exemplars', () => {
    const exemplar = { asDouble: 0.5, timeUnixNano: nano(noon - 1), traceId: '0102030405060708090a0b0c0d0e0f10', spanId: '0102030405060708', filteredAttributes: [attribute('user.id', 'u')] };
    const { samples, families } = translated({ name: 'http.requests', description: 'Requests.', unit: 'By', sum: { isMonotonic: true, aggregationTemporality: 2, dataPoints: [point({ asInt: '9007199254740991', attributes: [attribute('http.method', 'GET')], exemplars: [exemplar] })] } }, { scopeLabels: true });
    expect(samples[0]).toMatchObject({ value: 9007199254740991, timestamp: noon, startTimestamp: noon - 60_000, stale: false });
    expect(labelsOf(samples[0]!)).toEqual({ __name__: 'http_requests_bytes_total', http_method: 'GET', otel_scope_name: 'lib', otel_scope_version: '2', ...identity });
    expect(samples[0]!.exemplars).toEqual([{ value: 0.5, timestamp: noon - 1, labels: [{ name: 'span_id', value: '0102030405060708' }, { name: 'trace_id', value: '0102030405060708090a0b0c0d0e0f10' }, { name: 'user_id', value: 'u' }] }]);
    expect(families).toEqual([{ name: 'http_requests_bytes_total', type: 'counter', help: 'Requests.', unit: 'bytes' }, expect.objectContaining({ name: 'target_info', type: 'info' })]);
  });

  test('what the resource says beside its name goes to target_info, or where it is promoted', () => {
    const { samples } = translated({ gauge: { dataPoints: [point({ asDouble: 1 })] } }, { promote: ['host.name'] });
    expect(samples.map(labelsOf)).toEqual([{ __name__: 'm', host_name: 'h1', ...identity }, { __name__: 'target_info', host_name: 'h1', ...identity }]);
  });

  test('a histogram becomes a series per bucket, with its exemplars', () => {
    const data = { aggregationTemporality: 2, dataPoints: [point({ count: '7', sum: 12.5, explicitBounds: [0.0000001, 1, 2.5], bucketCounts: ['1', 2, '0', '4'], exemplars: [{ asDouble: 1, timeUnixNano: nano(noon) }, { asDouble: 9, timeUnixNano: nano(noon) }] })] };
    const { samples, ...rest } = translated({ histogram: data });
    expect(values({ samples, ...rest })).toEqual([['m_sum', 12.5], ['m_count', 7], ['m_bucket{le=0.0000001}', 1], ['m_bucket{le=1}', 3], ['m_bucket{le=2.5}', 3], ['m_bucket{le=+Inf}', 7]]);
    expect(samples.map(({ exemplars }) => exemplars.map(({ value }) => value))).toEqual([[], [], [], [1], [], [9], []]);
  });

  test('or one native histogram with custom bounds', () => {
    const data = { aggregationTemporality: 2, dataPoints: [point({ count: '37', sum: 3, explicitBounds: [-2, -1, 0, 1, 2], bucketCounts: ['10', '0', '0', '20', '5', '2'] })] };
    const { histograms } = translated({ histogram: data }, { customBuckets: true });
    expect(histograms[0]!.histogram).toMatchObject({ kind: 'integer', schema: -53, count: 37, sum: 3, customValues: Float64Array.of(-2, -1, 0, 1, 2), positiveSpans: Int32Array.of(0, 6), positiveCounts: Float64Array.of(10, 0, 0, 20, 5, 2), resetHint: 'unknown' });
  });

  test('an exponential histogram becomes a native one, its buckets one further on', () => {
    const data = { aggregationTemporality: 2, dataPoints: [point({ count: '40', sum: 3, scale: 2, zeroCount: 2, positive: { offset: 3, bucketCounts: ['10', '0', '0', '0', '20', '5', '2'] }, negative: { offset: -1, bucketCounts: [1] } })] };
    expect(translated({ exponentialHistogram: data }).histograms[0]!.histogram).toMatchObject({
      schema: 2, zeroCount: 2, zeroThreshold: 1e-128, positiveSpans: Int32Array.of(4, 1, 3, 3), positiveCounts: Float64Array.of(10, 20, 5, 2), negativeSpans: Int32Array.of(0, 1), negativeCounts: Float64Array.of(1),
    });
  });

  test('a finer scale is joined down to 8', () => {
    const data = { aggregationTemporality: 2, dataPoints: [point({ count: '15', sum: 3, scale: 10, positive: { offset: -5, bucketCounts: ['1', '2', '4', '8'] } })] };
    // Indices -5 … -2 at scale 10 are -2 and -1 at scale 8, one further on for their upper bounds.
    expect(translated({ exponentialHistogram: data }).histograms[0]!.histogram).toMatchObject({ schema: 8, positiveSpans: Int32Array.of(-1, 2), positiveCounts: Float64Array.of(1, 14) });
  });

  test('a summary becomes a series per quantile', () => {
    expect(values(translated({ summary: { dataPoints: [point({ count: 2, sum: 3, quantileValues: [{ quantile: 0.5, value: 1 }, { quantile: 1, value: 2 }] })] } }))).toEqual([['m_sum', 3], ['m_count', 2], ['m{quantile=0.5}', 1], ['m{quantile=1}', 2]]);
  });

  test('a point without a recorded value is a staleness marker', () => {
    expect(translated({ gauge: { dataPoints: [point({ flags: 1 })] } }).samples[0]).toMatchObject({ stale: true });
    expect(translated({ exponentialHistogram: { aggregationTemporality: 2, dataPoints: [point({ flags: 1 })] } }).histograms[0]!.histogram.stale).toBe(true);
  });

  test.each([
    ['no time', { gauge: { dataPoints: [{ asDouble: 1 }] } }, 'a data point has no time'],
    ['no value', { gauge: { dataPoints: [point()] } }, 'a data point has no value'],
    ['no temporality', { sum: { isMonotonic: true, dataPoints: [point({ asInt: 1 })] } }, 'the temporality is missing'],
    ['deltas with nobody to add them up', { sum: { aggregationTemporality: 1, dataPoints: [point({ asInt: 1 })] } }, 'delta temporality is not accepted'],
    ['a name of nothing', { name: '...', gauge: { dataPoints: [point({ asInt: 1 })] } }, '"..." leaves no metric name'],
    ['too few buckets', { histogram: { aggregationTemporality: 2, dataPoints: [point({ explicitBounds: [1], bucketCounts: [1] })] } }, '1 bounds do not go with 1 buckets'],
    ['bounds that fall', { histogram: { aggregationTemporality: 2, dataPoints: [point({ explicitBounds: [2, 1], bucketCounts: [1, 1, 1] })] } }, 'the bounds do not rise'],
    ['a coarse scale', { exponentialHistogram: { aggregationTemporality: 2, dataPoints: [point({ sum: 1, scale: -5 })] } }, 'the scale -5 is below -4'],
    ['no sum', { exponentialHistogram: { aggregationTemporality: 2, dataPoints: [point()] } }, 'has no sum'],
    ['a count that does not add up', { exponentialHistogram: { aggregationTemporality: 2, dataPoints: [point({ sum: 1, count: 3, zeroCount: 1 })] } }, 'the buckets hold 1 observations, but the count is 3'],
    ['a bucket out of reach', { exponentialHistogram: { aggregationTemporality: 2, dataPoints: [point({ sum: 1, count: 1, positive: { offset: 2147483647, bucketCounts: [1] } })] } }, 'a bucket is out of reach'],
  ])('rejects %s, and says why', (_name, metric, reason) => {
    const { samples, histograms, rejected, reasons } = translated(metric);
    expect([samples.filter((sample) => labelsOf(sample)['__name__'] !== 'target_info'), histograms, rejected]).toEqual([[], [], 1]);
    expect(reasons[0]).toContain(reason);
  });

  test('the rest of a request that becomes too many samples is rejected', () => {
    const { samples, rejected } = translated({ gauge: { dataPoints: Array.from({ length: 5 }, (_, index) => point({ asInt: index })) } }, { maxSamples: 3 });
    expect([samples.length, rejected]).toEqual([3, 3]);
  });

  test('of two metrics with one name but different types the first is kept', () => {
    const metrics = [{ name: 'a.b', gauge: { dataPoints: [point({ asInt: 1 })] } }, { name: 'a_b', summary: { dataPoints: [point({ count: 1 })] } }];
    const result = translateMetrics(decodeOtlp('json', Buffer.from(JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }))));
    expect([result.samples.length, result.rejected, result.reasons]).toEqual([1, 1, ['a_b: it is a summary here and a gauge before']]);
  });
});

describe('deltas', () => {
  const delta = (from: number, to: number, data: object) => ({ startTimeUnixNano: nano(noon + from), timeUnixNano: nano(noon + to), ...data });
  const sum = (dataPoint: object) => ({ sum: { isMonotonic: true, aggregationTemporality: 1, dataPoints: [dataPoint] } });

  test('are added up since the first', () => {
    const deltas = new DeltaAccumulator(10);
    const sums = [delta(0, 10, { asInt: 5 }), delta(10, 20, { asInt: 7 }), delta(25, 30, { asDouble: 0.5 })].map((one) => translated(sum(one), {}, deltas).samples[0]);
    expect(sums.map((sample) => [sample!.value, sample!.startTimestamp, sample!.timestamp])).toEqual([[5, noon, noon + 10], [12, noon, noon + 20], [12.5, noon, noon + 30]]);
  });

  test('that come again change nothing, those that come late are rejected', () => {
    const deltas = new DeltaAccumulator(1);
    translated(sum(delta(0, 10, { asInt: 5 })), {}, deltas);
    expect(translated(sum(delta(0, 10, { asInt: 5 })), {}, deltas)).toMatchObject({ samples: [{ value: 5, timestamp: noon + 10 }, {}], reasons: [] });
    expect(translated(sum(delta(-5, 5, { asInt: 5 })), {}, deltas).reasons).toEqual(['m_total: a delta ends before the one that came last']);
  });

  test('go on with sums that others have kept', () => {
    const [one, other] = [new DeltaAccumulator(1), new DeltaAccumulator(9)];
    translated(sum(delta(0, 10, { asInt: 5 })), {}, one);
    const next = new DeltaAccumulator(1, one.changes());
    expect(translated(sum(delta(10, 20, { asInt: 7 })), {}, next).samples[0]).toMatchObject({ value: 12, startTimestamp: noon });
    expect([[...next.changes()].map(([, { last }]) => last), [...other.changes()]]).toEqual([[noon + 20], []]);
  });

  test('begin anew when forgotten, and only so many series are remembered', () => {
    const deltas = new DeltaAccumulator(1);
    translated(sum(delta(0, 10, { asInt: 5 })), {}, deltas);
    expect(translated(sum(delta(0, 10, { asInt: 5, attributes: [attribute('a', 'b')] })), {}, deltas).reasons).toEqual(['m_total: more than 1 series with deltas']);
    deltas.forget(noon + 11);
    expect(deltas.size).toBe(0);
    expect(translated(sum(delta(10, 20, { asInt: 2 })), {}, deltas).samples[0]).toMatchObject({ value: 2, startTimestamp: noon + 10 });
  });

  test('of histograms add bucket by bucket, and begin anew with other bounds', () => {
    const deltas = new DeltaAccumulator(10);
    const add = (from: number, explicitBounds: number[], bucketCounts: number[]) =>
      values(translated({ histogram: { aggregationTemporality: 1, dataPoints: [delta(from, from + 10, { count: bucketCounts.reduce((all, one) => all + one), sum: 1, explicitBounds, bucketCounts })] } }, {}, deltas)).map(([, value]) => value);
    expect([add(0, [1], [1, 2]), add(10, [1], [10, 20]), add(20, [2], [1, 1])]).toEqual([[1, 3, 1, 3], [2, 33, 11, 33], [1, 2, 1, 2]]);
  });

  test('of exponential histograms add at the lower scale', () => {
    const deltas = new DeltaAccumulator(10);
    const add = (from: number, scale: number, offset: number, bucketCounts: number[]) =>
      translated({ exponentialHistogram: { aggregationTemporality: 1, dataPoints: [delta(from, from + 10, { count: bucketCounts.reduce((all, one) => all + one), sum: 1, scale, positive: { offset, bucketCounts } })] } }, {}, deltas).histograms[0]!.histogram;
    add(0, 3, 4, [1, 2, 4]);
    expect(add(10, 2, 2, [10])).toMatchObject({ schema: 2, count: 17, sum: 2, positiveSpans: Int32Array.of(3, 2), positiveCounts: Float64Array.of(13, 4) });
  });
});

describe('the OpenTelemetry SDK', () => {
  test.each(['protobuf', 'json'] as const)('is understood in %s', async (encoding) => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const provider = new MeterProvider({ readers: [reader], resource: resourceFromAttributes({ 'service.name': 'cart', 'host.cpus': 4 }), views: [{ instrumentName: 'size', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 20 } } }] });
    const meter = provider.getMeter('lib', '2');
    meter.createCounter('requests', { unit: '{request}', description: 'Requests.' }).add(5, { path: '/ä', ok: true });
    meter.createUpDownCounter('queue.length').add(-3);
    meter.createHistogram('latency', { unit: 'ms', advice: { explicitBucketBoundaries: [1, 10] } }).record(7.5);
    const size = meter.createHistogram('size', { unit: 'By' });
    [1, 2, 4, 4, 0].forEach((bytes) => size.record(bytes));
    meter.createObservableGauge('load', { unit: '1' }).addCallback((result) => result.observe(0.25));
    await provider.forceFlush();
    const [metrics] = exporter.getMetrics();
    const body = (encoding === 'json' ? JsonMetricsSerializer : ProtobufMetricsSerializer).serializeRequest(metrics!)!;
    await provider.shutdown();

    const result = translateMetrics(decodeOtlp(encoding, body), { ...TRANSLATION, scopeLabels: false });
    expect(result.rejected).toBe(0);
    expect(Object.fromEntries(values(result))).toEqual({
      'requests_total{ok=true}{path=/ä}': 5, queue_length: -3, latency_milliseconds_sum: 7.5, latency_milliseconds_count: 1,
      'latency_milliseconds_bucket{le=1}': 0, 'latency_milliseconds_bucket{le=10}': 1, 'latency_milliseconds_bucket{le=+Inf}': 1, load_ratio: 0.25,
    });
    expect(labelsOf(result.samples.at(-1)!)).toMatchObject({ __name__: 'target_info', host_cpus: '4', job: 'cart' });
    expect(result.histograms[0]).toMatchObject({ histogram: { count: 5, sum: 11, zeroCount: 1 } });
    expect(Math.abs(result.samples[0]!.timestamp - Date.now())).toBeLessThan(60_000);
    const answer = encodeOtlpAnswer(encoding, { rejectedDataPoints: 2, errorMessage: 'no' });
    expect((encoding === 'json' ? JsonMetricsSerializer : ProtobufMetricsSerializer).deserializeResponse(answer)).toMatchObject({ partialSuccess: { errorMessage: 'no' } });
  });
});

describe('any body', () => {
  test.each([['application/x-protobuf', 'protobuf'], ['Application/JSON; charset=utf-8', 'json'], ['text/plain', undefined], [undefined, undefined], ['constructor', undefined]])('of the content type %s is %s', (type, encoding) => {
    expect(otlpEncoding(type)).toBe(encoding);
  });

  test('that is no request is refused, whatever it is', () => {
    const request = ExportRequest.encode(ExportRequest.fromObject({ resourceMetrics: [{ resource: { attributes: service }, scopeMetrics: [{ metrics: [{ name: 'm', sum: { dataPoints: [{ asDouble: 1, attributes: service }] } }] }] }] })).finish();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.nat(), (random, changes, cut) => {
      const damaged = Uint8Array.from(request);
      for (const [at, value] of changes) damaged[at % damaged.length] = value;
      for (const bytes of [random, damaged, request.subarray(0, cut % request.length)]) {
        for (const encoding of ['protobuf', 'json'] as const) {
          try {
            translateMetrics(decodeOtlp(encoding, bytes), TRANSLATION, new DeltaAccumulator(5));
          } catch (error) {
            if (!(error instanceof OtlpError)) throw error;
          }
        }
      }
    }), { numRuns: 300 });
  });

  test.each([
    ['{', 'the body is not JSON', 'body'],
    ['[]', 'the body is not an object', 'body'],
    ['{"resourceMetrics":{}}', 'is not a list', '/resourceMetrics'],
    ['{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":5}]}]}]}', 'is not a text', '/resourceMetrics/0/scopeMetrics/0/metrics/0/name'],
    ['{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"timeUnixNano":"-1"}]}}]}]}]}', 'is not a whole number from 0', '/resourceMetrics/0/scopeMetrics/0/metrics/0/gauge/dataPoints/0/timeUnixNano'],
    ['{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"asDouble":"constructor"}]}}]}]}]}', 'is not a number', '/resourceMetrics/0/scopeMetrics/0/metrics/0/gauge/dataPoints/0/asDouble'],
    ['{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"exemplars":[{"traceId":"zz"}]}]}}]}]}]}', 'is not an id in hexadecimal', '/resourceMetrics/0/scopeMetrics/0/metrics/0/gauge/dataPoints/0/exemplars/0/traceId'],
    ['{"resourceMetrics":[{"resource":{"attributes":[{"key":"\\ud800"}]}}]}', 'is not a text', '/resourceMetrics/0/resource/attributes/0/key'],
  ])('%s is refused with its place', (body, reason, field) => {
    expect(() => decodeOtlp('json', Buffer.from(body))).toThrow(expect.objectContaining({ status: 400, message: expect.stringContaining(reason), details: [expect.objectContaining({ field })] }));
  });

  test('with more messages than are allowed is refused before they are made', () => {
    const points = Buffer.alloc(20_000, Buffer.from([0x0a, 0x00]));
    expect(() => decodeOtlp('protobuf', points, 5_000)).toThrow(expect.objectContaining({ status: 413 }));
    expect(() => decodeOtlp('json', Buffer.from(JSON.stringify({ resourceMetrics: Array(6000).fill({}) })), 5_000)).toThrow(expect.objectContaining({ status: 413 }));
  });

  test('nested too deep is refused', () => {
    let value: object = { stringValue: 'x' };
    for (let depth = 0; depth < 40; depth += 1) value = { arrayValue: { values: [value] } };
    const request = { resourceMetrics: [{ resource: { attributes: [{ key: 'a', value }] } }] };
    expect(() => decodeOtlp('json', Buffer.from(JSON.stringify(request)))).toThrow('more than 32 deep');
    expect(() => decodeOtlp('protobuf', ExportRequest.encode(ExportRequest.fromObject(request)).finish())).toThrow('more than 32 deep');
  });

  test('an answer without rejections is empty', () => {
    expect(encodeOtlpAnswer('json', { rejectedDataPoints: 0, errorMessage: '' }).toString()).toBe('{}');
    expect(encodeOtlpAnswer('protobuf', { rejectedDataPoints: 0, errorMessage: '' })).toHaveLength(0);
    expect(ExportResponse.toObject(ExportResponse.decode(encodeOtlpAnswer('protobuf', { rejectedDataPoints: 3, errorMessage: 'no' })), { longs: Number })).toEqual({ partialSuccess: { rejectedDataPoints: 3, errorMessage: 'no' } });
  });
});
