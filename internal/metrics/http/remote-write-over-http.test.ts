import { type ContractServer, startContractServer } from '#test/support';
import { type Actor, asTenantId, systemActor } from '#internal/kernel';
import { unavailable } from '#pkg/apperror';
import { encodeWriteRequest, type WriteSeries, type WriteVersion, writeRequestHeaders } from '#pkg/remote-write';
import { isStaleWords, STALE_NAN, wordsOf } from '#pkg/sample-model';
import { IngestInMemory } from '../fakes/ingest-over-http.ts';
import { labelsFrom, seriesFrom, someHistogram } from '../fakes/write-batches.ts';
import { DEFAULT_METRIC_LIMITS } from '../domain/metric-limits.ts';

const actor: Actor = systemActor(asTenantId('0192f0c8-0000-7000-8000-00000000000a'), 'test', { correlationId: '0'.repeat(32), via: 'test' });
let ingest = new IngestInMemory();
let server: ContractServer;
beforeAll(async () => {
  server = await startContractServer({ operations: ['writeMetrics', 'remoteWrite'], current: () => ingest.operations });
});
beforeEach(() => {
  ingest = new IngestInMemory();
});
afterAll(() => server.stop());

const nowMs = Date.parse('2026-03-01T12:00:00.000Z');
const up = (samples: readonly (readonly [number, number])[], more: Record<string, string> = {}, rest: Partial<WriteSeries> = {}) => seriesFrom({ __name__: 'up', ...more }, samples.map(([offset, value]) => [nowMs + offset, value] as const), rest);
const WRITTEN = ['samples', 'histograms', 'exemplars'].map((kind) => `x-prometheus-remote-write-${kind}-written`);

async function post(body: Uint8Array, headers: Record<string, string>, path = '/api/v1/metrics/write') {
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', body, headers: { authorization: 'Bearer metrics:write', ...headers } });
  const written = WRITTEN.map((name) => answer.headers.get(name));
  return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type'), written: written.every((each) => each === null) ? undefined : written.map(Number), retryAfter: answer.headers.get('retry-after') };
}
const send = (version: WriteVersion, series: readonly WriteSeries[], path?: string) => post(encodeWriteRequest(version, series), writeRequestHeaders(version), path);

describe('remote write', () => {
  test.each(['/api/v1/metrics/write', '/api/v1/write', '/prometheus/api/v1/write'])('%s: 204 without a body once all is stored, with the counts to senders of 2.0', async (path) => {
    const stored = { status: 204, text: '', type: null, retryAfter: null };
    expect(await send('1.0', [up([[0, 1]])], path)).toEqual({ ...stored, written: undefined });
    const histogram = { timestamp: nowMs, startTimestamp: 0, histogram: someHistogram() };
    const rich = [up([[0, 2], [1000, 3]], { job: 'a' }, { exemplars: [{ timestamp: nowMs, value: 1, labels: labelsFrom({ trace_id: 'x' }) }] }), seriesFrom({ __name__: 'sizes' }, [], { histograms: [histogram] })];
    expect(await send('2.0', rich, path)).toEqual({ ...stored, written: [2, 1, 1] });
    expect(await ingest.stored(actor)).toEqual(expect.arrayContaining(['{__name__="up"} 1 @ 0', '{__name__="up", job="a"} 2 @ 0', '{__name__="up", job="a"} 3 @ 1000']));
  });

  test.each<WriteVersion>(['1.0', '2.0'])('%s: the same request again is as good as the first, and changes nothing', async (version) => {
    for (let turn = 0; turn < 2; turn += 1) expect(await send(version, [up([[-1000, 1], [0, 2]])])).toMatchObject({ status: 204, ...(version === '2.0' && { written: [2, 0, 0] }) });
    expect(await ingest.stored(actor)).toHaveLength(2);
  });

  test.each<WriteVersion>(['1.0', '2.0'])('%s: the marker of a series that has ended keeps its bits', async (version) => {
    await send(version, [{ labels: labelsFrom({ __name__: 'up' }), timestamps: Float64Array.of(nowMs), values: STALE_NAN }]);
    const request = { stepMs: 0, rangeMs: 0, func: '', grouping: undefined, statisticsOnly: false, startMs: nowMs, endMs: nowMs, matchers: [] } as const;
    const [[found] = []] = await ingest.store.source(actor, DEFAULT_METRIC_LIMITS).select([request]);
    const [low = 0, high = 0] = wordsOf(found!.values);
    expect(isStaleWords(low, high)).toBe(true);
  });

  test('what cannot be stored is named in one line, first its first sample, and the rest is stored', async () => {
    await send('2.0', [up([[0, 1]])]);
    const bad = [up([[0, 9]]), up([[660_000, 1]], { job: 'later' }), up([[661_000, 1]], { job: 'later' }), seriesFrom({ job: 'nameless' }, [[nowMs, 1]]), up([[1000, 2]])];
    const answer = await send('2.0', bad);
    expect(answer).toMatchObject({ status: 400, type: 'text/plain; charset=utf-8', written: [1, 0, 0] });
    expect(answer.text).toMatch(/^the sample of up at 2026-03-01T12:00:00.000Z .*duplicate sample for timestamp; refused: 1 \(duplicate sample for timestamp\), 2 \(too far in the future\), 1 \(invalid labels\); stored: 1\n$/);
    expect(await ingest.stored(actor)).toEqual(['{__name__="up"} 1 @ 0', '{__name__="up"} 2 @ 1000']);
    expect(await send('1.0', bad)).toMatchObject({ status: 400, written: undefined });
  });

  test('a line stays one line, whatever the labels say', async () => {
    const { status, text } = await send('2.0', [seriesFrom({ __name__: 'up', job: 'a\nb\r\nc' }, [[nowMs + 3_600_000, 1]])]);
    expect([status, text.split('\n')]).toEqual([400, [expect.stringContaining('too far in the future'), '']]);
  });

  test.each([
    ['too many active series', { maxActiveSeries: 1 }, /refused: 1 \(too many active series\); stored: 1/],
    ['labels over the limit', { maxLabelValueBytes: 2 }, /refused: 1 \(invalid labels\); stored: 1/],
  ])('%s: 400, because to send it again would not help', async (_, limits, reason) => {
    ingest.limits = { ...DEFAULT_METRIC_LIMITS, ...limits };
    expect(await send('2.0', [up([[0, 1]]), up([[0, 1]], { job: 'long' })])).toMatchObject({ status: 400, text: expect.stringMatching(reason) as string, written: [1, 0, 0] });
  });

  test('a series of 2.0 that brings nothing is a fault of the sender', async () => {
    expect(await send('2.0', [up([[0, 1]]), up([], { job: 'none' })])).toMatchObject({ status: 400, text: '1 series without a sample or histogram\n', written: [1, 0, 0] });
    expect(await send('1.0', [up([], { job: 'none' })])).toMatchObject({ status: 204 });
  });

  test('an exemplar that is refused is told to senders of 2.0 only', async () => {
    const late = (timestamp: number) => up([[0, 1]], {}, { exemplars: [{ timestamp: nowMs + timestamp, value: 1, labels: labelsFrom({ trace_id: 'x'.repeat(200) }) }] });
    expect(await send('2.0', [late(0)])).toMatchObject({ status: 400, text: expect.stringContaining('1 (exemplar refused)') as string, written: [1, 0, 0] });
    expect(await send('1.0', [late(0)])).toMatchObject({ status: 204 });
  });

  test.each<[string, Record<string, string>, string]>([
    ['another content type', { 'content-type': 'application/json' }, 'this operation takes application/x-protobuf'],
    ['an unknown message', { 'content-type': 'application/x-protobuf;proto=io.prometheus.write.v9.Request' }, 'the message "io.prometheus.write.v9.Request" is not supported'],
    ['gzip', { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' }, 'the content encoding is not snappy'],
    ['zstd', { 'content-type': 'application/x-protobuf', 'content-encoding': 'zstd' }, 'the content encoding is not snappy'],
  ])('%s: 415', async (_, headers, text) => {
    expect(await post(encodeWriteRequest('1.0', [up([[0, 1]])]), headers)).toMatchObject({ status: 415, type: 'text/plain; charset=utf-8', text: expect.stringContaining(text) as string });
  });

  test('the content type decides the version, whatever X-Prometheus-Remote-Write-Version says; the encoding may be left out', async () => {
    expect(await post(encodeWriteRequest('2.0', [up([[0, 1]])]), { ...writeRequestHeaders('2.0'), 'x-prometheus-remote-write-version': '0.1.0' })).toMatchObject({ status: 204, written: [1, 0, 0] });
    expect(await post(encodeWriteRequest('1.0', [up([[0, 1]])]), { 'content-type': 'application/x-protobuf', 'x-prometheus-remote-write-version': '2.0.0' })).toMatchObject({ status: 204, written: undefined });
  });

  test('who sends faster than the tenant may is told when to come again; who sends more than ever passes, to send less', async () => {
    ingest.limits = { ...DEFAULT_METRIC_LIMITS, maxSamplesPerSecond: 2 };
    const samples = (count: number, from: number) => [up(Array.from({ length: count }, (_, at) => [from + at, at] as const))];
    expect(await send('2.0', samples(4, 0))).toMatchObject({ status: 204 });
    expect(await send('2.0', samples(2, 10))).toMatchObject({ status: 429, retryAfter: '1', written: [0, 0, 0], text: 'the tenant sends more than 2 samples a second\n' });
    expect(await ingest.stored(actor)).toHaveLength(4);
    ingest.now = new Date(nowMs + 2000);
    expect(await send('2.0', samples(2, 10))).toMatchObject({ status: 204 });
    ingest.now = new Date(nowMs + 60_000);
    expect(await send('1.0', samples(5, 20))).toMatchObject({ status: 413, retryAfter: null });
  });

  test('a store that does not answer: 503, and nothing is lost when it comes again', async () => {
    ingest.store.failure = unavailable('the database does not answer', 3);
    expect(await send('2.0', [up([[0, 1]])])).toMatchObject({ status: 503, retryAfter: '3', written: [0, 0, 0], text: 'the database does not answer\n' });
    ingest.store.failure = undefined;
    expect(await send('2.0', [up([[0, 1]])])).toMatchObject({ status: 204, written: [1, 0, 0] });
  });

  test('a defect of ours: 500 without a word about it, which senders repeat', async () => {
    ingest.write = () => Promise.reject(new TypeError('cannot read properties of undefined'));
    expect(await send('2.0', [up([[0, 1]])])).toMatchObject({ status: 500, written: [0, 0, 0], text: 'The error was logged under the correlation id.\n' });
  });

  test('while as many samples wait to be stored as there is room for: 503 at once, at different times to come again', async () => {
    ingest = new IngestInMemory(100);
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => { release = resolve; });
    let entered = (): void => undefined;
    const inside = new Promise<void>((resolve) => { entered = resolve; });
    ingest.write = async () => { entered(); await hold; return { samples: 1, histograms: 0, exemplars: 0, refusals: [] }; };
    const first = send('1.0', [up([[0, 1]], { job: 'x'.repeat(60) })]);
    await inside;
    const refused = await Promise.all([1, 2, 3].map(() => send('1.0', [up([[0, 1]], { job: 'x'.repeat(60) })])));
    expect(refused.map(({ status, retryAfter }) => [status, retryAfter]).sort()).toEqual([[503, '1'], [503, '2'], [503, '3']]);
    release();
    expect(await first).toMatchObject({ status: 204 });
    expect(ingest.room.used).toBe(0);
  });

  test('what comes in is counted by protocol and reason', async () => {
    await send('2.0', [up([[0, 1]]), up([[3_600_000, 1]], { job: 'later' })]);
    await post(Buffer.from('nonsense'), writeRequestHeaders('1.0'));
    expect(ingest.counted).toMatchObject([
      ['stored', 'remote_write_2', { samples: 1, refusals: [{ reason: 'too_far_in_future', count: 1 }] }, { bytes: expect.any(Number) as number, seconds: expect.any(Number) as number }],
      ['refused', 'remote_write_1', 'unreadable'],
    ]);
  });
});
