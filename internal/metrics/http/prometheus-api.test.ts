import type { Operations } from '#internal/platform/http';
import { asTenantId } from '#internal/kernel';
import { type ContractServer, startContractServer } from '#test/support';
import { DEFAULT_METRIC_LIMITS } from '../domain/metric-limits.ts';
import { InMemoryMetricStore } from '../fakes/in-memory-metric-store.ts';
import { batchOf, seriesFrom } from '../fakes/write-batches.ts';
import { createMetricQueries } from '../module.ts';

const tenantId = asTenantId('0192f0c8-0000-7000-8000-00000000000a');
const actor = { tenantId, subject: 'ana', kind: 'user', correlationId: 'x', ip: '', via: 'test' } as const;
const BEGIN = Date.parse('2026-06-01T12:00:00Z');
const clock = { now: () => new Date(BEGIN + 3_600_000) };

describe('the HTTP API of Prometheus', () => {
  let server: ContractServer;
  let queries: ReturnType<typeof createMetricQueries>;
  const store = new InMemoryMetricStore(clock);

  beforeAll(async () => {
    const limits = { ...DEFAULT_METRIC_LIMITS, maxSeriesPerQuery: 50 };
    queries = createMetricQueries({ store, limitsOf: () => Promise.resolve(limits), clock, threads: 1, retentionMs: 1, experimental: false });
    server = await startContractServer({ operations: Object.keys(queries.operations) as (keyof Operations)[], current: () => queries.operations, tenantId });
    const samples = Array.from({ length: 121 }, (_, n): [number, number] => [BEGIN + n * 30_000, n * 1.5]);
    const series = ['a', 'b', 'c'].map((job) => seriesFrom({ __name__: 'http_requests_total', job, 'http.status': '200' }, samples));
    const many = Array.from({ length: 60 }, (_, n) => seriesFrom({ __name__: 'many', n: String(n) }, samples.slice(0, 2)));
    await store.write(actor, batchOf([...series, ...many]), { ...limits, outOfOrderWindowMs: 86_400_000 });
  });
  afterAll(async () => {
    await server.stop();
    await queries.stop();
  });

  const get = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${server.url}${path}`, { ...init, headers: { authorization: 'Bearer metrics:read', ...(init.headers as Record<string, string> | undefined) } });
    return { status: response.status, body: (await response.json()) };
  };
  const at = (offset: number) => (BEGIN + offset) / 1000;

  test('answers an instant query', async () => {
    expect(await get(`/api/v1/query?query=http_requests_total{job="a"}&time=${at(60_500)}`)).toEqual({
      status: 200,
      body: { status: 'success', data: { resultType: 'vector', result: [{ metric: { __name__: 'http_requests_total', job: 'a', 'http.status': '200' }, value: [at(60_500), '3'] }] } },
    });
  });

  test('answers the same under /prometheus, to forms, and at the root', async () => {
    const query = 'sum(rate(http_requests_total[5m]))';
    const form = { method: 'POST', body: new URLSearchParams({ query, start: String(at(0)), end: String(at(600_000)), step: '1m' }).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const one = await get(`/prometheus/api/v1/query_range?query=${encodeURIComponent(query)}&start=${at(0)}&end=${at(600_000)}&step=60`);
    expect(one).toMatchObject({ status: 200, body: { data: { resultType: 'matrix', result: [{ metric: {}, values: { length: 10 } }] } } });
    for (const prefix of ['', '/prometheus']) expect(await get(`${prefix}/api/v1/query_range`, form)).toEqual(one);
  });

  test.each<[string, unknown]>([
    ['/api/v1/labels', ['__name__', 'http.status', 'job', 'n']],
    ['/api/v1/labels?match[]=many', ['__name__', 'n']],
    ['/api/v1/label/job/values', ['a', 'b', 'c']],
    ['/api/v1/label/U__http_2e_status/values', ['200']],
    ['/api/v1/label/http.status/values', ['200']],
    ['/api/v1/label/nothing/values', []],
    ['/api/v1/series?match[]=http_requests_total{job=~"a|b"}', [{ __name__: 'http_requests_total', 'http.status': '200', job: 'a' }, { __name__: 'http_requests_total', 'http.status': '200', job: 'b' }]],
    ['/api/v1/format_query?query=sum(up)by(job)', 'sum by (job) (up)'],
    ['/api/v1/status/tsdb?limit=1', expect.objectContaining({ headStats: expect.objectContaining({ numSeries: 63 }) as unknown, seriesCountByMetricName: [{ name: 'many', value: 60 }] })],
    ['/api/v1/status/buildinfo', expect.objectContaining({ version: '3.15.0' })],
    ['/api/v1/metadata', {}],
    ['/api/v1/query_exemplars?query=up', []],
  ])('%s', async (path, data) => {
    expect(await get(path)).toEqual({ status: 200, body: { status: 'success', data } });
  });

  test('says when a limit cut an answer', async () => {
    const cut = { status: 200, body: { status: 'success', warnings: ['results truncated due to limit'] } };
    expect(await get('/api/v1/label/n/values?limit=2')).toMatchObject({ ...cut, body: { data: ['0', '1'] } });
    expect(await get(`/api/v1/query?query=http_requests_total&limit=1&time=${at(0)}`)).toMatchObject({ ...cut, body: { data: { result: { length: 1 } } } });
    expect(await get('/api/v1/label/job/values?limit=3')).toEqual({ status: 200, body: { status: 'success', data: ['a', 'b', 'c'] } });
  });

  test('refuses a query that selects too many series, in kind', async () => {
    expect(await get(`/api/v1/query?query=many&time=${at(0)}`)).toMatchObject({ status: 422, body: { status: 'error', errorType: 'execution' } });
  });

  test('refuses who may not read', async () => {
    const headers = { authorization: 'Bearer alerts:read' };
    expect(await get('/prometheus/api/v1/labels', { headers })).toEqual({ status: 403, body: { status: 'error', errorType: 'forbidden', error: 'this needs the permission metrics:read' } });
  });

  test('says what a query cost', async () => {
    const stats = { timings: { evalTotalTime: expect.any(Number) as number }, samples: { peakSamples: expect.any(Number) as number } };
    expect(await get('/api/v1/query?query=vector(1)&stats=all')).toMatchObject({ body: { data: { stats } } });
    expect(await get('/api/v1/query?query=vector(1)&stats=x')).toMatchObject({ body: { data: { stats }, warnings: [expect.stringContaining('deprecated') as string] } });
  });

  describe('beside it, our own', () => {
    const range = `start=2026-06-01T12:00:00Z&end=2026-06-01T12:10:00Z&step_seconds=60`;
    test.each<[string, unknown]>([
      ['/api/v1/metrics/query?query=1%2B1', { result_type: 'scalar', result: [at(3_600_000), '2'], warnings: [], infos: [] }],
      [`/api/v1/metrics/query?query=count(http_requests_total)&${range}`, { result_type: 'matrix', result: [{ metric: {}, values: { length: 11 } }], warnings: [], infos: [] }],
      ['/api/v1/metrics/labels?match=many', { items: ['__name__', 'n'], truncated: false }],
      ['/api/v1/metrics/labels/n/values?limit=1', { items: ['0'], truncated: true }],
    ])('%s', async (path, body) => {
      expect(await get(path)).toMatchObject({ status: 200, body });
    });

    test.each<[string, number, string]>([
      ['query=sum(', 422, 'query'],
      ['query=up&start=2026-06-01T12:00:00Z', 422, 'end'],
      ['query=up&time=2026-06-01T12:00:00Z&step_seconds=1', 422, 'time'],
      [`query=up&${range}&time=yesterday`, 400, 'time'],
      ['query=up&start=2026-06-01T12:00:00Z&end=2026-06-01T11:00:00Z&step_seconds=1', 422, 'end'],
      ['query=up&start=2026-06-01T12:00:00Z&end=2026-06-02T12:00:00Z&step_seconds=1', 422, 'step_seconds'],
      ['', 400, 'query'],
      ['query=up&unknown=1', 400, 'unknown'],
    ])('%s is refused with a problem about a field', async (query, status, field) => {
      expect(await get(`/api/v1/metrics/query?${query}`)).toMatchObject({ status, body: { errors: [{ field }] } });
    });
  });
});
