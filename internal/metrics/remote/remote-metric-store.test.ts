import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asTenantId, systemActor } from '#internal/kernel';
import { decodeWriteRequest, negotiateWrite, readLabels } from '#pkg/remote-write';
import { DEFAULT_METRIC_LIMITS } from '../domain/metric-limits.ts';
import { batchOf, labelsFrom, seriesFrom } from '../fakes/write-batches.ts';
import { RemoteMetricStore } from './remote-metric-store.ts';
import type { RemoteStoreOptions } from './remote-store-options.ts';

interface Call { readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer }
interface Answer { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }

const ana = systemActor(asTenantId('018f0000-0000-7000-8000-000000000001'), 'test', { correlationId: '0'.repeat(32), via: 'test' });
const range = { startMs: 1_000, endMs: 2_500 };
const calls: Call[] = [];
let answer: (call: Call) => Answer | undefined;
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = { url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
      calls.push(call);
      const given = answer(call);
      if (!given) return void response.destroy();
      response.writeHead(given.status ?? 200, given.headers).end(typeof given.body === 'string' ? given.body : JSON.stringify({ status: 'success', data: given.body }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => { calls.length = 0; });

/** A store that knows tenants by a header, whose answers are given. */
async function withStore<R>(answers: Answer | undefined | ((call: Call) => Answer | undefined), work: (store: RemoteMetricStore) => Promise<R>, given: Partial<RemoteStoreOptions> = {}): Promise<R> {
  answer = typeof answers === 'function' ? answers : () => answers;
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = new RemoteMetricStore({ readUrl: `${base}/prometheus/`, writeUrl: `${base}/api/v1/push`, writeVersion: '1.0', tenancy: { kind: 'header', name: 'X-Scope-OrgID' }, dialect: 'prometheus', timeoutMs: 2_000, maxAnswerBytes: 1_000_000, ...given });
  return work(store).finally(() => store.stop());
}

const batch = () => batchOf([seriesFrom({ __name__: 'up', job: 'a' }, [[1_000, 1], [2_000, 2]]), seriesFrom({ job: 'nameless' }, [[1_000, 1]])]);
const write = (store: RemoteMetricStore) => store.write(ana, batch(), DEFAULT_METRIC_LIMITS);

describe('writes to a remote store', () => {
  test('say the tenant and who we are, and send what may be sent', async () => {
    const outcome = await withStore({ status: 204 }, write, { authorization: 'Bearer secret' });
    expect(outcome).toMatchObject({ samples: 2, refusals: [{ reason: 'invalid_labels', count: 1 }] });
    const [{ url, headers, body } = { url: '', headers: {}, body: Buffer.alloc(0) }] = calls;
    expect([url, headers['x-scope-orgid'], headers.authorization]).toEqual(['/api/v1/push', ana.tenantId, 'Bearer secret']);
    const sent = decodeWriteRequest(negotiateWrite({ contentType: headers['content-type'], contentEncoding: headers['content-encoding'] }), body);
    expect([sent.seriesCount, [...sent.timestamps], readLabels(sent, 0)]).toEqual([1, [1_000, 2_000], labelsFrom({ __name__: 'up', job: 'a' })]);
  });

  test('count what a receiver of 2.0 says that it wrote', async () => {
    const headers = { 'X-Prometheus-Remote-Write-Samples-Written': '1', 'X-Prometheus-Remote-Write-Histograms-Written': '0', 'X-Prometheus-Remote-Write-Exemplars-Written': '0' };
    const outcome = await withStore({ status: 400, headers, body: 'out of order sample' }, write, { writeVersion: '2.0' });
    expect(outcome.samples).toBe(1);
    expect(outcome.refusals).toContainEqual({ reason: 'out_of_order', count: 1, example: 'the remote store refuses samples: out of order sample' });
  });

  test.each([
    ['duplicate sample for timestamp', 'duplicate_sample'], ['too old sample', 'too_old'], ['per-user series limit of 5 exceeded', 'series_limit'], ['what', 'invalid_labels'],
  ])('that are refused because of "%s" are refused', async (body, reason) => {
    expect((await withStore({ status: 400, body }, write)).refusals).toContainEqual({ reason, count: reason === 'invalid_labels' ? 3 : 2, example: expect.any(String) as string });
  });

  test.each([[429, '7', 7], [503, undefined, 5], [500, undefined, 5], [401, undefined, 5], [404, undefined, 5], [302, undefined, 5]])('answered with %d are to be sent again', async (status, retryAfter, retryAfterSeconds) => {
    await expect(withStore({ status, ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }), body: 'busy' }, write)).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds });
  });

  test('that nobody answers are to be sent again', async () => {
    await expect(withStore(undefined, write)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(withStore({ status: 204 }, write, { writeUrl: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('reads from a remote store', () => {
  const select = (store: RemoteMetricStore) => store.source(ana, { maxSeriesPerQuery: 2 }).select([{ matchers: [{ name: 'na"me', operator: '=~', value: 'a"\\d\n' }], ...range, stepMs: 0, rangeMs: 0, func: '', grouping: undefined, statisticsOnly: false }]);
  const up = (job: string) => ({ metric: { __name__: 'up', job }, values: [[1.5, '1'], [2.001, 'NaN'], [2.5, '-Inf']] });

  test('ask for raw samples of a range', async () => {
    const [[series, ...others] = []] = await withStore({ body: { resultType: 'matrix', result: [up('a'), { metric: { __name__: 'histogram' }, histograms: [] }] } }, select);
    expect([...(series?.timestamps ?? [])]).toEqual([1_500, 2_001, 2_500]);
    expect([...(series?.values ?? [])]).toEqual([1, NaN, -Infinity]);
    expect(String(series?.labels)).toBe('{__name__="up", job="a"}');
    expect(others).toEqual([]);
    const parameters = new URLSearchParams(calls[0]?.body.toString());
    expect([calls[0]?.url, calls[0]?.headers['x-scope-orgid'], parameters.get('query'), parameters.get('time')]).toEqual([
      '/prometheus/api/v1/query', ana.tenantId, '{"na\\"me"=~"a\\"\\\\d\\n",__name__!=""}[1501ms]', '2.500',
    ]);
  });

  test('stop at the limit of series', async () => {
    await expect(withStore({ body: { result: ['a', 'b', 'c'].map(up) } }, select)).rejects.toMatchObject({ code: 'limit' });
  });

  test.each([[503, 'unavailable'], [429, 'unavailable'], [401, 'unavailable'], [422, 'limit'], [400, 'invalid']])('that are answered with %d are %s', async (status, code) => {
    await expect(withStore({ status, body: JSON.stringify({ status: 'error', error: 'a reason' }) }, select)).rejects.toMatchObject({ code, message: expect.stringContaining('a reason') as string });
  });

  test.each([['{"status":"success"'], ['<html>'], ['{"status":"partial"}']])('that are answered with %s are to be asked again', async (body) => {
    await expect(withStore({ body }, select)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('end when the client leaves', async () => {
    const leaving = new AbortController();
    const asked = withStore(() => { leaving.abort(new Error('gone')); return { status: 200, body: { result: [] } }; }, (store) =>
      store.source(ana, { maxSeriesPerQuery: 2 }).select([{ matchers: [], ...range, stepMs: 0, rangeMs: 0, func: '', grouping: undefined, statisticsOnly: false }], leaving.signal));
    await expect(asked).rejects.toThrow('gone');
  });

  test('pass lists through', async () => {
    const bodies: Record<string, unknown> = {
      series: [{ __name__: 'up', job: 'b' }, { __name__: 'up', job: 'a' }], labels: ['job', '__name__'], 'label/U__service_2e_name/values': ['b', 'a'],
      metadata: { up: [{ type: 'gauge', help: 'Up.', unit: '' }, { type: 'strange' }] },
      query_exemplars: [{ seriesLabels: { __name__: 'up' }, exemplars: [{ labels: { trace_id: 'x' }, value: '1.5', timestamp: 1.234 }] }],
      'status/tsdb': { headStats: { numSeries: 5, numLabelPairs: 6, chunkCount: 7, minTime: 1, maxTime: 2 }, seriesCountByMetricName: [{ name: 'up', value: 5 }, { name: 'down', value: 1 }] },
    };
    const selection = { selectors: [[{ name: 'job', op: '!=', value: '' }]], ...range, limit: 1 } as const;
    await withStore(({ url }) => ({ body: bodies[/\/api\/v1\/([^?]*)/.exec(url)?.[1] ?? ''] }), async (store) => {
      expect(await store.series(ana, selection)).toEqual({ items: [labelsFrom({ __name__: 'up', job: 'a' })], truncated: true });
      expect(await store.labelNames(ana, selection)).toEqual({ items: ['__name__'], truncated: true });
      expect(await store.labelValues(ana, 'service.name', selection)).toEqual({ items: ['a'], truncated: true });
      expect([...(await store.metadata(ana, { family: 'up', limit: 3, limitPerFamily: 2 }))]).toEqual([['up', [{ type: 'gauge', help: 'Up.', unit: '' }, { type: 'unknown', help: '', unit: '' }]]]);
      expect(await store.exemplars(ana, selection)).toEqual([{ labels: labelsFrom({ __name__: 'up' }), exemplars: [{ labels: labelsFrom({ trace_id: 'x' }), value: 1.5, timestampMs: 1_234 }] }]);
      expect(await store.cardinality(ana, 1)).toMatchObject({ series: 5, labelPairs: 6, chunks: 7, range: { startMs: 1, endMs: 2 }, seriesByMetric: [{ name: 'up', value: 5 }], memoryByLabel: [] });
      expect(await store.settled()).toEqual({ settledMs: 0, version: 0 });
    });
    expect(new URLSearchParams(calls[0]?.body.toString()).getAll('match[]')).toEqual(['{job!="",__name__!=""}']);
    expect(calls.map(({ headers }) => headers['x-scope-orgid'])).toEqual(calls.map(() => ana.tenantId));
  });
});
