import { type ContractServer, startContractServer } from '#test/support';
import { type Actor, asTenantId, systemActor } from '#internal/kernel';
import { IngestInMemory } from '../fakes/ingest-over-http.ts';

const actor: Actor = systemActor(asTenantId('0192f0c8-0000-7000-8000-00000000000a'), 'test', { correlationId: '0'.repeat(32), via: 'test' });
const nowMs = Date.parse('2026-03-01T12:00:00.000Z');
let ingest = new IngestInMemory();
let server: ContractServer;
beforeAll(async () => {
  server = await startContractServer({ operations: ['importMetrics', 'importPrometheusText'], current: () => ingest.operations });
});
beforeEach(() => {
  ingest = new IngestInMemory();
});
afterAll(() => server.stop());

async function post(body: string, { type = 'text/plain', path = '/api/v1/metrics/import' } = {}) {
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', body, headers: { authorization: 'Bearer metrics:write', 'content-type': type } });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

describe('metrics as text', () => {
  test.each(['/api/v1/metrics/import', '/api/v1/import/prometheus'])('%s stores samples at their time, or now', async (path) => {
    expect(await post(`# HELP up Whether.\n# TYPE up gauge\nup{job="a"} 1 ${nowMs - 1000}\nup{job="b"} 0.5\n`, { path })).toEqual({ status: 204, body: undefined });
    expect(await ingest.stored(actor)).toEqual(['{__name__="up", job="a"} 1 @ -1000', '{__name__="up", job="b"} 0.5 @ 0']);
    expect(await ingest.store.metadata(actor, {})).toEqual(new Map([['up', [{ type: 'gauge', help: 'Whether.', unit: '' }]]]));
  });

  test('or at the time that the caller gives, with labels that he adds', async () => {
    expect((await post('up 1\nup{job="own"} 2\n', { path: `/api/v1/metrics/import?timestamp=${nowMs - 5000}&extra_label=job=cron&extra_label=env=a%3Db` })).status).toBe(204);
    expect(await ingest.stored(actor)).toEqual(['{__name__="up", env="a=b", job="cron"} 1 @ -5000', '{__name__="up", env="a=b", job="own"} 2 @ -5000']);
  });

  test('OpenMetrics by its content type, exemplars included', async () => {
    const text = '# TYPE jobs counter\njobs_total 7 # {trace_id="abc"} 1\njobs_created 1000\n# EOF\n';
    expect((await post(text, { type: 'application/openmetrics-text; version=1.0.0; charset=utf-8' })).status).toBe(204);
    expect(await ingest.stored(actor)).toEqual(['{__name__="jobs_total"} 7 @ 0']);
    const [found] = await ingest.store.exemplars(actor, { startMs: 0, endMs: nowMs, selectors: [[{ name: '__name__', op: '=', value: 'jobs_total' }]] });
    expect(found?.exemplars).toEqual([{ labels: [{ name: 'trace_id', value: 'abc' }], value: 1, timestampMs: nowMs }]);
  });

  test('what curl sends by itself is text, too', async () => {
    expect((await post('up{path="/a?b=c&d"} 1\n', { type: 'application/x-www-form-urlencoded' })).status).toBe(204);
    expect(await ingest.stored(actor)).toEqual(['{__name__="up", path="/a?b=c&d"} 1 @ 0']);
  });

  test('a fault is told with line and column, and nothing of the text is stored', async () => {
    expect(await post('up 1\nup{job="a} 2\n')).toMatchObject({ status: 400, body: { code: 'malformed', detail: expect.stringMatching(/^line 2, column \d+: /) as string, errors: [{ field: 'line 2' }] } });
    expect(await ingest.stored(actor)).toEqual([]);
  });

  test('samples that the store refuses are named, and the others stored', async () => {
    const answer = await post(`up 1\nup 2 ${nowMs + 3_600_000}\n`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed', detail: expect.stringContaining('stored: 1') as string, errors: [{ field: 'too_far_in_future', reason: expect.stringMatching(/^1: the sample of up/) as string }] } });
    expect(await ingest.stored(actor)).toEqual(['{__name__="up"} 1 @ 0']);
  });

  test.each(['?timestamp=soon', '?timestamp=-1', '?extra_label=nothing', '?extra_label==x', '?unknown=1'])('%s is refused', async (query) => {
    expect((await post('up 1\n', { path: `/api/v1/metrics/import${query}` })).status).toBe(400);
  });
});
