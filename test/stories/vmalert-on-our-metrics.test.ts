import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#pkg/devstack';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

const isThere = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
const programs = ['prometheus', 'promtool', 'vmalert'] as const;
const missing = programs.filter((program) => !isThere(program));
if (missing.length > 0) console.warn(`SKIPPED: ${missing.join(', ')} not installed (Debian packages prometheus and victoria-metrics)`);

/** Rules as vmalert reads them. */
const RULES = `
groups:
  - name: queues
    interval: 1s
    rules:
      - record: shop:queue_length:max
        expr: max by (shop) (queue_length)
      - alert: QueueTooLong
        expr: queue_length > 10
        for: 3s
        labels:
          severity: critical
        annotations:
          summary: '{{ $labels.shop }} has {{ $value }} waiting'`;

interface VmalertAlert {
  readonly name: string;
  readonly state: string;
  readonly activeAt: string;
}

(missing.length === 0 ? describe : describe.skip)('a team keeps its Prometheus and its vmalert, and moves its metrics to Orchestrix', () => {
  const suite = useProduct();
  const running: ChildProcess[] = [];
  const servers: Server[] = [];
  const dir = mkdtempSync(path.join(tmpdir(), 'orchestrix-vmalert-'));
  let ana: ProductClient;
  let secret: string;
  let queueLength = 3;
  let vmalertPort: number;
  let vmalert: ChildProcess;

  const listen = async (server: Server): Promise<string> => {
    servers.push(server);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const start = (program: string, ...flags: readonly string[]): ChildProcess => {
    const child = spawn(program, [...flags], { stdio: 'ignore' });
    running.push(child);
    return child;
  };
  const end = (child: ChildProcess): Promise<void> =>
    new Promise((ended) => {
      if (child.exitCode !== null || child.signalCode !== null) return ended();
      child.once('exit', () => ended());
      child.kill('SIGKILL');
    });
  const startVmalert = (): void => {
    const { address } = suite.product;
    const parts = ['datasource', 'remoteRead', 'remoteWrite'].flatMap((part) => [`-${part}.url=${address}/prometheus`, `-${part}.bearerToken=${secret}`]);
    vmalert = start('vmalert', `-rule=${dir}/rules.yml`, ...parts, `-notifier.url=${address}`, `-notifier.bearerToken=${secret}`, `-httpListenAddr=127.0.0.1:${vmalertPort}`, '-evaluationInterval=1s', '-remoteWrite.flushInterval=500ms', '-datasource.lookback=0s');
  };
  const alertOfVmalert = async (): Promise<VmalertAlert | undefined> => {
    const response = await fetch(`http://127.0.0.1:${vmalertPort}/api/v1/alerts`).catch(() => undefined);
    if (!response?.ok) return undefined;
    return ((await response.json()) as { data: { alerts: readonly VmalertAlert[] } }).data.alerts.find(({ name }) => name === 'QueueTooLong');
  };
  const ask = async (query: string): Promise<readonly { readonly metric: Record<string, string>; readonly value: readonly [number, string] }[]> => {
    const response = await fetch(`${suite.product.address}/prometheus/api/v1/query`, { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body: new URLSearchParams({ query }) });
    expect(response.status).toBe(200);
    return ((await response.json()) as { data: { result: readonly { metric: Record<string, string>; value: readonly [number, string] }[] } }).data.result;
  };
  const alerts = async () => (await ana.call('listAlerts', { query: { name: 'QueueTooLong' } })).body.items;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    ({ secret } = (await ana.call('createApiKey', { body: { name: 'senders', scopes: ['metrics:write', 'metrics:read', 'alerts:write'] as never } })).body);
    vmalertPort = await freePort();
    writeFileSync(path.join(dir, 'rules.yml'), RULES);
  });
  afterAll(async () => {
    await Promise.all(running.map(end));
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
    rmSync(dir, { recursive: true, force: true });
  });

  test('its Prometheus scrapes as before and writes to us', async () => {
    const target = await listen(createServer((_, response) => response.end(`# TYPE queue_length gauge\nqueue_length ${queueLength}\n`)));
    writeFileSync(path.join(dir, 'prometheus.yml'), JSON.stringify({
      global: { scrape_interval: '500ms', scrape_timeout: '400ms' },
      scrape_configs: [{ job_name: 'queues', static_configs: [{ targets: [target], labels: { shop: 'berlin' } }] }],
      remote_write: [{ url: `${suite.product.address}/prometheus/api/v1/write`, authorization: { credentials: secret }, queue_config: { batch_send_deadline: '200ms' } }],
    }));
    start('prometheus', `--config.file=${dir}/prometheus.yml`, `--storage.tsdb.path=${dir}/data`, `--web.listen-address=127.0.0.1:${await freePort()}`);
    const [sample] = await eventually(() => ask('queue_length'), (found) => found.length === 1);
    expect(sample).toMatchObject({ metric: { __name__: 'queue_length', job: 'queues', shop: 'berlin', instance: target }, value: [expect.any(Number), '3'] });
  });

  test('its vmalert evaluates rules on our answers, and writes what it records and its states to us', async () => {
    startVmalert();
    const [recorded] = await eventually(() => ask('shop:queue_length:max'), (found) => found.length === 1);
    expect(recorded).toMatchObject({ metric: { shop: 'berlin' }, value: [expect.any(Number), '3'] });
    expect(await ask('ALERTS')).toEqual([]);
    queueLength = 25;
    const [state] = await eventually(() => ask('ALERTS{alertstate="firing"}'), (found) => found.length === 1);
    expect(state).toMatchObject({ metric: { alertname: 'QueueTooLong', shop: 'berlin', severity: 'critical' }, value: [expect.any(Number), '1'] });
  });

  test('it posts its alerts to us', async () => {
    const [alert] = await eventually(alerts, (found) => found.length === 1);
    expect(alert).toMatchObject({ status: 'firing', severity: 'critical', labels: { alertname: 'QueueTooLong', shop: 'berlin' }, annotations: { summary: 'berlin has 25 waiting' } });
  });

  test('when it starts anew it finds in us since when the alert is active', async () => {
    const before = await eventually(alertOfVmalert, (found) => found?.state === 'firing');
    await eventually(() => ask('ALERTS_FOR_STATE'), (found) => found.length === 1 && Math.abs(Number(found[0]?.value[1]) * 1000 - Date.parse(before?.activeAt ?? '')) < 2000);
    await end(vmalert);
    startVmalert();
    const after = await eventually(alertOfVmalert, (found) => found?.state === 'firing');
    expect(Math.abs(Date.parse(after?.activeAt ?? '') - Date.parse(before?.activeAt ?? ''))).toBeLessThan(2000);
    expect(await alerts()).toHaveLength(1);
  });

  test('promtool asks us as it asks a Prometheus', async () => {
    // The promtool of version 2 sends no credentials: somebody in between does.
    const product = new URL(suite.product.address);
    const proxy = await listen(createServer((incoming, outgoing) => {
      const headers = { ...incoming.headers, authorization: `Bearer ${secret}` };
      incoming.pipe(forward({ host: product.hostname, port: product.port, path: `/prometheus${incoming.url ?? ''}`, method: incoming.method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }));
    }));
    const promtool = async (...words: readonly string[]): Promise<string> => (await promisify(execFile)('promtool', ['query', ...words])).stdout;
    expect(await promtool('instant', `http://${proxy}`, 'queue_length > 10')).toMatch(/^queue_length\{instance=".*", job="queues", shop="berlin"\} => 25 @\[/);
    expect(await promtool('range', `http://${proxy}`, 'count(queue_length)', '--step=1s')).toContain('{} =>');
    expect(await promtool('series', `http://${proxy}`, '--match=queue_length')).toContain('shop="berlin"');
    expect((await promtool('labels', `http://${proxy}`, 'shop')).trim()).toBe('berlin');
    await expect(promtool('instant', `http://${proxy}`, 'rate(queue_length)')).rejects.toMatchObject({ stderr: expect.stringContaining('expected type range vector in call to function "rate"') });
  });

  test('the alert ends with its cause', async () => {
    queueLength = 2;
    await eventually(alerts, ([alert]) => alert?.status === 'resolved', 30_000);
    await eventually(() => ask('ALERTS'), (found) => found.length === 0);
  }, 60_000);
});
