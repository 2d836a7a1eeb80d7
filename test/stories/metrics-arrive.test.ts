import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { encodeWriteRequest, writeRequestHeaders } from '#pkg/remote-write';
import { installed, PROMETHEUS, PROMETHEUS_3, prometheusVersion } from '#test/support';
import { eventually } from '../support/eventually.ts';
import { type Exporter, startCollector, startExporter, type Sender, startSendingPrometheus, startVmagent } from '../support/metric-senders.ts';
import { repositoryRoot } from '../support/process-stack.ts';
import { useProduct } from '../support/product-suite.ts';

interface Vector {
  readonly status: string;
  readonly data: { readonly result: readonly { readonly metric: Readonly<Record<string, string>>; readonly value: readonly [time: number, value: string] }[] };
}
const run = promisify(execFile);

/** Says so where a peer is not there: nothing is shown then. */
const withPeer = (isThere: string | boolean | undefined, name: string) => (isThere !== undefined && isThere !== false ? test : (title: string) => test.skip(`${title} (skipped: there is no ${name} here)`, () => undefined));

describe('metrics arrive', () => {
  const suite = useProduct();
  const running: (Sender | Exporter)[] = [];
  let key: string;
  let exporter: Exporter;

  beforeAll(async () => {
    const ana = await suite.product.as('ana');
    key = (await ana.call('createApiKey', { body: { name: 'sender', scopes: ['metrics:write', 'metrics:read'] } })).body.secret;
    exporter = await startExporter();
    running.push(exporter);
  });
  afterAll(async () => {
    await Promise.all(running.map((each) => each.stop()));
  });

  const url = (path: string) => new URL(path, suite.product.address).href;
  const ask = async (query: string, bearer = key): Promise<Vector['data']['result']> => {
    const answer = await fetch(`${url('/prometheus/api/v1/query')}?query=${encodeURIComponent(query)}`, { headers: { authorization: `Bearer ${bearer}` } });
    return ((await answer.json()) as Vector).data.result;
  };
  const arrived = (query: string, wanted: (value: number) => boolean = () => true) => eventually(() => ask(query), (found) => found.length > 0 && wanted(Number(found[0]?.value[1])), 30_000);
  const order = (job: string, path = '/api/v1/write') => ({ job, target: exporter.address, writeUrl: url(path), apiKey: key });
  const started = async (sender: Promise<Sender>) => void running.push(await sender);

  withPeer(prometheusVersion(PROMETHEUS), 'prometheus')('from a stock Prometheus, values, labels, ends of series, exemplars and meanings', async () => {
    await started(startSendingPrometheus(PROMETHEUS, order('stock', '/prometheus/api/v1/write')));
    const [found] = await arrived('shop_orders_total{job="stock"}', (value) => value >= 3);
    expect(found?.metric).toEqual({ __name__: 'shop_orders_total', job: 'stock', instance: exporter.address, path: '/ä' });
    expect(Number((await arrived('max_over_time(up{job="stock"}[1m])'))[0]?.value[1])).toBe(1);
    await arrived('leaving{job="stock"}');
    exporter.leave();
    await eventually(() => ask('leaving{job="stock"}'), (left) => left.length === 0, 30_000);
    expect(await ask('last_over_time(leaving{job="stock"}[5m])')).toHaveLength(1);
    const get = async (path: string) => ((await (await fetch(url(path), { headers: { authorization: `Bearer ${key}` } })).json()) as { data: unknown }).data;
    await eventually(() => get('/prometheus/api/v1/metadata?metric=shop_orders'), (data) => JSON.stringify(data).includes('Orders so far.'), 30_000);
    const now = Date.now() / 1000;
    await eventually(() => get(`/prometheus/api/v1/query_exemplars?query=shop_orders_total&start=${now - 300}&end=${now + 300}`), (data) => JSON.stringify(data).includes('"trace_id":"abc"'), 30_000);
  }, 90_000);

  withPeer(prometheusVersion(PROMETHEUS_3), 'Prometheus 3 (PROMETHEUS_3)')('from a Prometheus 3 by remote write 2.0', async () => {
    await started(startSendingPrometheus(PROMETHEUS_3, order('three'), 'io.prometheus.write.v2.Request'));
    await arrived('shop_orders_total{job="three"}', (value) => value >= 3);
    const metrics = await (await fetch(url('/metrics'))).text();
    expect(metrics).toMatch(/orchestrix_ingest_samples_total\{[^}]*protocol="remote_write_2",kind="samples"[^}]*\} \d+/);
  }, 90_000);

  withPeer(installed('vmagent'), 'vmagent')('from vmagent', async () => {
    await started(startVmagent('vmagent', order('agent', '/api/v1/metrics/write')));
    await arrived('shop_orders_total{job="agent"}', (value) => value >= 2);
  }, 90_000);

  test.each([
    ['cumulative', '/v1/metrics'],
    ['delta', '/api/v1/otlp/v1/metrics'],
  ])('from the OpenTelemetry SDK, %s', async (name, path) => {
    await run(process.execPath, ['--conditions=source', '--import', './scripts/typescript-hooks.mjs', 'test/support/measured-shop.ts', url(path), key, `sdk-${name}`, name], { cwd: repositoryRoot });
    const [found] = await arrived(`orders_bytes_total{job="sdk-${name}"}`, (value) => value === 12);
    expect(found?.metric).toMatchObject({ country: 'de', instance: 'one', otel_scope_name: 'shop', otel_scope_version: '1.2.3' });
    expect((await arrived(`order_size_seconds_bucket{job="sdk-${name}"}`)).map(({ metric, value }) => [metric['le'], value[1]]).sort()).toEqual([['+Inf', '2'], ['1', '0'], ['5', '1']]);
    expect((await arrived(`target_info{job="sdk-${name}"}`))[0]?.metric).toMatchObject({ host_name: 'h1' });
  }, 60_000);

  withPeer(installed('otelcol'), 'otelcol')('from an OpenTelemetry collector', async () => {
    await started(startCollector('otelcol', order('collector', '/v1/metrics')));
    await arrived('shop_orders_total{job="collector"}', (value) => value >= 2);
  }, 90_000);

  withPeer(installed('curl'), 'curl')('from a shell script, by curl', async () => {
    const push = (text: string, ...more: readonly string[]) => run('curl', ['-sS', '-w', '%{http_code}', '--data-binary', text, '-H', `Authorization: Bearer ${key}`, ...more, url('/api/v1/metrics/import?extra_label=job=cron')]);
    expect((await push('backup_seconds 417.5\n')).stdout).toBe('204');
    await arrived('backup_seconds{job="cron"}', (value) => value === 417.5);
    const refused = (await push('backup_seconds 1\nbackup_seconds{a="b} 2\n', '-H', 'Content-Type: text/plain')).stdout;
    expect(refused).toMatch(/line 2, column \d+.*400$/);
  });

  test('for one tenant only, and a full tenant is told so without losing what it has', async () => {
    const bob = await suite.product.as('bob');
    const { secret } = (await bob.call('createApiKey', { body: { name: 'sender', scopes: ['metrics:write', 'metrics:read'] } })).body;
    expect(await ask('count({__name__!=""})', secret)).toEqual([]);

    const { headers } = await bob.call('getMetricLimits');
    await bob.call('updateMetricLimits', { body: { max_active_series: 1 }, headers: { 'If-Match': headers.get('etag')! } });
    const now = Date.now();
    const series = (job: string) => ({ labels: [{ name: '__name__', value: 'full' }, { name: 'job', value: job }], timestamps: Float64Array.of(now), values: Float64Array.of(1) });
    const send = (...jobs: readonly string[]) => fetch(url('/api/v1/write'), { method: 'POST', body: encodeWriteRequest('2.0', jobs.map(series)), headers: { ...writeRequestHeaders('2.0'), authorization: `Bearer ${secret}` } });
    let turn = 0;
    const refused = await eventually(() => send('known', `new ${(turn += 1)}`), ({ status }) => status === 400, 15_000);
    expect([refused.headers.get('x-prometheus-remote-write-samples-written'), await refused.text()]).toEqual(['1', expect.stringContaining('too many active series') as string]);
    expect(await ask('full{job="known"}', secret)).toHaveLength(1);
    expect(await ask(`full{job="new ${turn}"}`, secret)).toEqual([]);
    const { items } = (await bob.call('listAuditLogs', { query: { entity_type: 'metric_limits' } })).body;
    expect(items.map(({ action, after }) => [action, after])).toEqual([['metrics.limits.updated', { max_active_series: 1 }]]);
  });
});
