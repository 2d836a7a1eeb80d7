import { execFile } from 'node:child_process';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { encodeWriteRequest, writeRequestHeaders, type WriteSeries } from '#pkg/remote-write';
import { compareUtf8 } from '#pkg/sample-model';
import { installed } from '#test/support';
import { useProduct } from '../support/product-suite.ts';

const run = promisify(execFile);
const promtool = installed('promtool');
/** A minute ago, so that everything is in the past. */
const END_MS = Math.floor((Date.now() - 60_000) / 15_000) * 15_000;
const COUNT = 241;

const series = (labels: Readonly<Record<string, string>>, perStep: number): WriteSeries => ({
  labels: Object.entries(labels).map(([name, value]) => ({ name, value })).sort((one, other) => compareUtf8(one.name, other.name)),
  timestamps: Float64Array.from({ length: COUNT }, (_, n) => END_MS - (COUNT - 1 - n) * 15_000),
  values: Float64Array.from({ length: COUNT }, (_, n) => n * perStep),
});

/** As many series as a dashboard shows, so that answers are large and their queries heavy. */
const stored = Array.from({ length: 600 }, (_, n) => series({ __name__: 'http_requests_total', job: n % 2 === 0 ? 'api' : 'web', instance: `host-${n}` }, 15 * (n + 1)));
/** A name that only Prometheus 3 knows. */
const modern = series({ __name__: 'http.requests', 'http.route': '/things' }, 1);

/** Adds a header to everything that passes, for programs that can send none. */
async function withHeader(target: string, name: string, value: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((incoming, outgoing) => {
    const onward = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers: { ...incoming.headers, [name]: value } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('a team asks for its metrics as it asks Prometheus', () => {
  const suite = useProduct();
  let key: string;

  beforeAll(async () => {
    const ana = await suite.product.as('ana');
    key = (await ana.call('createApiKey', { body: { name: 'grafana', scopes: ['metrics:read', 'metrics:write'] } })).body.secret;
    const all = [...stored, modern];
    for (let from = 0; from < all.length; from += 100) {
      const body = new Uint8Array(encodeWriteRequest('1.0', all.slice(from, from + 100)));
      const response = await fetch(`${suite.product.address}/prometheus/api/v1/write`, { method: 'POST', headers: { ...writeRequestHeaders('1.0'), 'x-api-key': key }, body });
      if (!response.ok) throw new Error(`the samples are refused: ${response.status} ${await response.text()}`);
    }
  }, 60_000);

  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${suite.product.address}${path}`, { ...init, headers: { 'x-api-key': key, ...(init.headers as Record<string, string> | undefined) } });
    return { status: response.status, body: (await response.json()) as { status: string; data: never; error?: string } };
  };
  const times = { start: String((END_MS - 3_600_000) / 1000), end: String(END_MS / 1000), step: '15' };

  test('Grafana looks around, and draws a panel from an answer that is compressed', async () => {
    expect(await ask('/prometheus/api/v1/status/buildinfo')).toMatchObject({ status: 200, body: { data: { version: expect.stringMatching(/^3\./) as string } } });
    expect((await ask(`/prometheus/api/v1/labels?start=${times.start}&end=${times.end}`)).body.data).toEqual(['__name__', 'http.route', 'instance', 'job']);
    expect((await ask(`/prometheus/api/v1/label/job/values?match[]=http_requests_total&start=${times.start}&end=${times.end}`)).body.data).toEqual(['api', 'web']);
    expect((await ask('/prometheus/api/v1/label/U__http_2e_route/values')).body.data).toEqual(['/things']);
    expect((await ask('/prometheus/api/v1/query', { method: 'POST', body: new URLSearchParams({ query: '1+1', time: times.end }) })).body.data).toMatchObject({ resultType: 'scalar' });

    const form = new URLSearchParams({ query: 'rate(http_requests_total[5m])', ...times }).toString();
    const raw = await new Promise<{ readonly encoding: string | undefined; readonly bytes: Buffer }>((resolve, reject) => {
      const asking = request(new URL('/prometheus/api/v1/query_range', suite.product.address), { method: 'POST', headers: { 'x-api-key': key, 'accept-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve({ encoding: response.headers['content-encoding'], bytes: Buffer.concat(chunks) })).on('error', reject);
      });
      asking.on('error', reject).end(form);
    });
    expect(raw.encoding).toBe('gzip');
    const { data } = JSON.parse(gunzipSync(raw.bytes).toString()) as { data: { result: { metric: { instance: string }; values: [number, string][] }[] } };
    expect(data.result).toHaveLength(600);
    const one = data.result.find(({ metric }) => metric.instance === 'host-9');
    expect(one?.values).toHaveLength(240);
    expect(one?.values.at(-1)?.map(Number)).toEqual([END_MS / 1000, expect.closeTo(10)]);
  }, 30_000);

  test('and asks again and again, of which most is remembered', async () => {
    const form = () => ask(`/prometheus/api/v1/query_range?${new URLSearchParams({ query: 'sum by (job) (rate(http_requests_total[5m]))', ...times }).toString()}`);
    const first = await form();
    expect(first).toMatchObject({ status: 200, body: { data: { result: { length: 2 } } } });
    expect(await form()).toEqual(first);
  });

  test('a sum by our own API is the same', async () => {
    const query = new URLSearchParams({ query: 'count by (job) (http_requests_total)', time: new Date(END_MS).toISOString() });
    expect(await ask(`/api/v1/metrics/query?${query.toString()}`)).toEqual({
      status: 200,
      body: { result_type: 'vector', result: [{ metric: { job: 'api' }, value: [END_MS / 1000, '300'] }, { metric: { job: 'web' }, value: [END_MS / 1000, '300'] }], warnings: [], infos: [] },
    });
  });

  test('another tenant sees nothing of it, and who has no key nothing at all', async () => {
    const bob = await suite.product.as('bob');
    expect((await bob.send('prometheusLabels')).body).toEqual({ status: 'success', data: [] });
    expect((await bob.send('prometheusQuery', { query: { query: 'http_requests_total' } })).body).toMatchObject({ data: { result: [] } });
    expect((await suite.product.anonymous.send('prometheusLabels')).body).toMatchObject({ status: 'error', errorType: 'unauthorized' });
  });

  test('whoever leaves in the middle of a heavy query holds nobody up', async () => {
    const form = new URLSearchParams({ query: 'sum(quantile_over_time(0.9, http_requests_total[1h]))', ...times, step: '1' });
    const gone = new AbortController();
    const left = ask(`/prometheus/api/v1/query_range?${form.toString()}`, { signal: gone.signal });
    setTimeout(() => gone.abort(), 300);
    await expect(left).rejects.toThrow();
    expect(await ask(`/prometheus/api/v1/query?query=count(http_requests_total)&time=${times.end}`)).toMatchObject({ status: 200, body: { data: { result: [{ value: [END_MS / 1000, '600'] }] } } });
  }, 30_000);

  (promtool === undefined ? describe.skip : describe)('promtool', () => {
    let proxy: Awaited<ReturnType<typeof withHeader>>;
    beforeAll(async () => void (proxy = await withHeader(suite.product.address, 'x-api-key', key)));
    afterAll(() => void proxy.server.close());
    const tool = async (...args: readonly string[]) => (await run(promtool ?? '', ['query', ...args])).stdout;

    test('asks at one moment, over a range, for series and for labels', async () => {
      const url = `${proxy.url}/prometheus`;
      expect(await tool('instant', `--time=${times.end}`, url, 'sum(http_requests_total{instance=~"host-[01]"})')).toContain(`10800 @[${times.end}]`);
      expect(await tool('range', `--start=${(END_MS - 60_000) / 1000}`, `--end=${times.end}`, '--step=30s', url, 'http_requests_total{instance="host-0"}')).toContain('3600 @[');
      expect(await tool('series', '--match=http_requests_total{instance="host-5"}', url)).toContain('instance="host-5"');
      expect((await tool('labels', url, 'job')).trim().split('\n')).toEqual(['api', 'web']);
    });

    test('is told what is wrong', async () => {
      await expect(tool('instant', `${proxy.url}/prometheus`, 'sum(')).rejects.toMatchObject({ stderr: expect.stringContaining('parse error') as string });
    });
  });
});
