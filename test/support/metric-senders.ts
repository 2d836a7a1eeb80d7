import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, launchServer } from '#pkg/devstack';

/** A service to scrape, whose counter rises with every scrape. */
export interface Exporter {
  /** `host:port`. */
  readonly address: string;
  /** From now on the series `leaving` is not there any more. */
  leave(): void;
  stop(): Promise<void>;
}

export async function startExporter(): Promise<Exporter> {
  let [scrapes, leaving] = [0, true];
  const server = createServer((_request, response) => {
    scrapes += 1;
    const lines = ['# HELP shop_orders Orders so far.', '# TYPE shop_orders counter', `shop_orders_total{path="/ä"} ${scrapes} # {trace_id="abc"} 0.5`, ...(leaving ? ['# TYPE leaving gauge', 'leaving 1.5'] : []), '# EOF', ''];
    response.writeHead(200, { 'content-type': 'application/openmetrics-text; version=1.0.0; charset=utf-8' }).end(lines.join('\n'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    leave: () => void (leaving = false),
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Where a sender scrapes, and where it sends what it finds. */
export interface SendOrder {
  readonly job: string;
  readonly target: string;
  readonly writeUrl: string;
  readonly apiKey: string;
  /** Samples of a request, of a Prometheus; default 2,000. */
  readonly perRequest?: number;
}

export interface Sender {
  stop(): Promise<void>;
}

const scrape = ({ job, target }: SendOrder) => ({
  global: { scrape_interval: '500ms', scrape_timeout: '400ms' },
  scrape_configs: [{ job_name: job, static_configs: [{ targets: [target] }] }],
});

/** … which shows what it has scraped. */
export interface PrometheusSender extends Sender {
  /** Of its HTTP API. */
  readonly origin: string;
}

/** A stock Prometheus that sends all it scrapes by remote write. `message`: of 2.0, for versions that know it. */
export async function startSendingPrometheus(program: string, order: SendOrder, message?: string): Promise<PrometheusSender> {
  const port = await freePort();
  const sender = await launched(program, {
    files: {
      'prometheus.yml': {
        ...scrape(order),
        remote_write: [{
          url: order.writeUrl, send_exemplars: true, authorization: { credentials: order.apiKey }, metadata_config: { send_interval: '1s' }, queue_config: { batch_send_deadline: '200ms', retry_on_http_429: true, ...(order.perRequest !== undefined && { max_samples_per_send: order.perRequest }) },
          ...(message !== undefined && { protobuf_message: message }),
        }],
      },
    },
    args: ['--config.file=prometheus.yml', '--storage.tsdb.path=data', '--enable-feature=exemplar-storage', '--log.level=error', `--web.listen-address=127.0.0.1:${port}`],
    ready: `http://127.0.0.1:${port}/-/ready`,
  });
  return { ...sender, origin: `http://127.0.0.1:${port}` };
}

/** VictoriaMetrics' agent, which scrapes and sends the same way. */
export async function startVmagent(program: string, order: SendOrder): Promise<Sender> {
  const port = await freePort();
  return launched(program, {
    files: { 'scrape.yml': scrape(order), key: order.apiKey },
    args: ['-promscrape.config=scrape.yml', `-remoteWrite.url=${order.writeUrl}`, '-remoteWrite.bearerTokenFile=key', '-remoteWrite.tmpDataPath=queue', '-remoteWrite.flushInterval=500ms', `-httpListenAddr=127.0.0.1:${port}`, '-loggerLevel=ERROR'],
    ready: `http://127.0.0.1:${port}/health`,
  });
}

/** An OpenTelemetry collector that scrapes like Prometheus and exports by OTLP. */
export async function startCollector(program: string, order: SendOrder): Promise<Sender> {
  const port = await freePort();
  const config = {
    extensions: { health_check: { endpoint: `127.0.0.1:${port}` } },
    receivers: { prometheus: { config: { scrape_configs: [{ ...scrape(order).scrape_configs[0], scrape_interval: '500ms', scrape_timeout: '400ms' }] } } },
    exporters: { otlphttp: { metrics_endpoint: order.writeUrl, headers: { authorization: `Bearer ${order.apiKey}` } } },
    service: { extensions: ['health_check'], telemetry: { metrics: { level: 'none' } }, pipelines: { metrics: { receivers: ['prometheus'], exporters: ['otlphttp'] } } },
  };
  return launched(program, { files: { 'collector.yaml': config }, args: ['--config=collector.yaml'], ready: `http://127.0.0.1:${port}/` });
}

async function launched(program: string, { files, args, ready }: { readonly files: Readonly<Record<string, object | string>>; readonly args: readonly string[]; readonly ready: string }): Promise<Sender> {
  const folder = mkdtempSync(path.join(tmpdir(), 'orchestrix-sender-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  const server = await launchServer({
    name: path.basename(program), program, args, cwd: folder, logFile: path.join(folder, 'log'), readyWithinMs: 60_000,
    isReady: async () => (await fetch(ready).catch(() => undefined))?.ok === true,
  });
  return {
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
