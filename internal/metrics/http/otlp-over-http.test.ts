import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { gzipSync } from 'node:zlib';
import { type ContractServer, startContractServer } from '#test/support';
import { type Actor, asTenantId, systemActor } from '#internal/kernel';
import { unavailable } from '#pkg/apperror';
import { DEFAULT_METRIC_LIMITS } from '../domain/metric-limits.ts';
import { IngestInMemory } from '../fakes/ingest-over-http.ts';

const actor: Actor = systemActor(asTenantId('0192f0c8-0000-7000-8000-00000000000a'), 'test', { correlationId: '0'.repeat(32), via: 'test' });
const nowMs = Date.parse('2026-03-01T12:00:00.000Z');
let ingest = new IngestInMemory();
let server: ContractServer;
beforeAll(async () => {
  server = await startContractServer({ operations: ['exportOtlpMetrics'], current: () => ingest.operations });
});
beforeEach(() => {
  ingest = new IngestInMemory();
});
afterAll(() => server.stop());

const nano = (offsetMs: number) => `${nowMs + offsetMs}000000`;
const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const request = (...metrics: readonly object[]) => ({ resourceMetrics: [{ resource: { attributes: [attribute('service.name', 'cart')] }, scopeMetrics: [{ metrics }] }] });
const gauge = (name: string, ...points: readonly (readonly [offset: number, value: number])[]) => ({ name, gauge: { dataPoints: points.map(([offset, asDouble]) => ({ timeUnixNano: nano(offset), asDouble })) } });
const delta = (from: number, to: number, asInt: number) => ({ name: 'sent', sum: { isMonotonic: true, aggregationTemporality: 1, dataPoints: [{ startTimeUnixNano: nano(from), timeUnixNano: nano(to), asInt: String(asInt) }] } });

async function post(body: object | Uint8Array, headers: Record<string, string> = {}, path = '/v1/metrics') {
  const json = !(body instanceof Uint8Array);
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', body: json ? JSON.stringify(body) : body, headers: { authorization: 'Bearer metrics:write', 'content-type': json ? 'application/json' : 'application/x-protobuf', ...headers } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const type = answer.headers.get('content-type');
  return { status: answer.status, type, retryAfter: answer.headers.get('retry-after'), bytes, body: type === 'application/json' ? (JSON.parse(bytes.toString()) as unknown) : undefined };
}

describe('OTLP over HTTP', () => {
  test.each(['/v1/metrics', '/api/v1/otlp/v1/metrics'])('%s takes JSON and answers JSON', async (path) => {
    expect(await post(request(gauge('queue.length', [0, 12])), {}, path)).toMatchObject({ status: 200, type: 'application/json', body: {} });
    expect(await ingest.stored(actor)).toEqual(['{__name__="queue_length", job="cart"} 12 @ 0']);
  });

  test('takes protobuf, packed by gzip too, and answers it', async () => {
    const data = { dataPointType: 2, descriptor: { name: 'queue.length', description: '', unit: '', valueType: 1, type: 'GAUGE', advice: {} }, aggregationTemporality: 1, dataPoints: [{ startTime: [0, 0], endTime: [nowMs / 1000, 0], attributes: {}, value: 5 }] };
    const body = ProtobufMetricsSerializer.serializeRequest({ resource: { attributes: { 'service.name': 'cart' } }, scopeMetrics: [{ scope: { name: '' }, metrics: [data] }] } as never)!;
    expect(await post(gzipSync(body), { 'content-encoding': 'gzip' })).toMatchObject({ status: 200, type: 'application/x-protobuf', bytes: Buffer.alloc(0) });
    expect(await ingest.stored(actor)).toEqual(['{__name__="queue_length", job="cart"} 5 @ 0']);
  });

  test('what is refused is told as a partial success, and the rest is stored', async () => {
    const mixed = request(gauge('a', [0, 1], [3_600_000, 1]), { name: 'b', sum: { dataPoints: [{ timeUnixNano: nano(0), asInt: '1' }] } });
    const { status, body } = await post(mixed);
    expect(status).toBe(200);
    expect(body).toEqual({ partialSuccess: { rejectedDataPoints: 2, errorMessage: expect.stringMatching(/^b: the temporality is missing; the sample of a\{job="cart"\} .* too far in the future \(1 × too_far_in_future\)$/) as string } });
    expect(await ingest.stored(actor)).toEqual(['{__name__="a", job="cart"} 1 @ 0']);
  });

  test('a histogram whose buckets are all refused is one data point', async () => {
    const histogram = { name: 'h', histogram: { aggregationTemporality: 2, dataPoints: [{ timeUnixNano: nano(3_600_000), count: '1', sum: 1, explicitBounds: [1, 2], bucketCounts: ['1', '0', '0'] }] } };
    expect((await post(request(histogram))).body).toMatchObject({ partialSuccess: { rejectedDataPoints: 1 } });
  });

  test('deltas add up over requests, and a request may come again', async () => {
    for (const [from, to, value] of [[0, 1000, 5], [1000, 2000, 7], [1000, 2000, 7], [2000, 3000, 1]] as const) expect(await post(request(delta(from, to, value)))).toMatchObject({ status: 200, body: {} });
    expect(await ingest.stored(actor)).toEqual([12, 13, 5].map((value) => `{__name__="sent_total", job="cart"} ${value} @ ${{ 5: 1, 12: 2, 13: 3 }[value]}000`));
  });

  test('a delta that was not stored is when it comes again', async () => {
    await post(request(delta(0, 1000, 5)));
    ingest.store.failure = unavailable('the database does not answer', 3);
    expect(await post(request(delta(1000, 2000, 7)))).toMatchObject({ status: 503, retryAfter: '3', body: { code: 14, message: 'the database does not answer' } });
    ingest.store.failure = undefined;
    expect(await post(request(delta(1000, 2000, 7)))).toMatchObject({ status: 200, body: {} });
    expect(await ingest.stored(actor)).toEqual(['{__name__="sent_total", job="cart"} 12 @ 2000', '{__name__="sent_total", job="cart"} 5 @ 1000']);
  });

  test('failures are a status of gRPC in the encoding of the request', async () => {
    expect(await post({ resourceMetrics: 5 })).toMatchObject({ status: 400, body: { code: 3, message: expect.stringContaining('/resourceMetrics') as string } });
    expect(await post(Buffer.from('nonsense'))).toMatchObject({ status: 400, type: 'application/x-protobuf' });
    ingest.limits = { ...DEFAULT_METRIC_LIMITS, maxSamplesPerSecond: 1 };
    await post(request(gauge('a', [0, 1], [1, 1])));
    expect(await post(request(gauge('a', [2, 1])))).toMatchObject({ status: 429, retryAfter: '1', body: { code: 8 } });
    const anonymous = await fetch(`${server.url}/v1/metrics`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect([anonymous.status, await anonymous.json()]).toEqual([401, { code: 16, message: 'authentication required' }]);
  });
});
