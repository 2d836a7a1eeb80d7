import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Writer } from 'protobufjs';
import { freePort } from '#pkg/devstack';
import { histogramFault, isStaleWords } from '#pkg/sample-model';
import { decodeWriteRequest, negotiateWrite, readLabels, type WriteBatch, writtenHeaders } from './index.ts';

const installed = (program: string) => spawnSync(program, ['--version']).status === 0;
const whenInstalled = (program: string) => (installed(program) ? test : test.skip);

const batches: WriteBatch[] = [];
const running: ChildProcess[] = [];
let scrapes = 0;
let server: Server;
let port: number;
let dir: string;

/** A target whose series `leaving` is there in the first scrapes only. */
const openMetrics = () => [
  '# TYPE requests counter', '# HELP requests Requests by \\"path\\".', 'requests_total{path="/ä"} 5 # {trace_id="abc"} 0.5', '# TYPE leaving gauge',
  ...(scrapes < 4 ? ['leaving 1.5'] : []), '# EOF', '',
].join('\n');

/** A native histogram as a scrape answers it: a delimited io.prometheus.client.MetricFamily. */
function nativeHistogram(): Uint8Array {
  const span = (offset: number, length: number) => Writer.create().uint32(8).sint32(offset).uint32(16).uint32(length).finish();
  const histogram = Writer.create().uint32(8).uint64(9).uint32(17).double(4.5).uint32(40).sint32(3).uint32(49).double(0.001).uint32(56).uint64(2)
    .uint32(98).bytes(span(-2, 2)).uint32(98).bytes(span(4, 1)).uint32(106).fork().sint64(3).sint64(-1).sint64(0).ldelim().finish();
  const metric = Writer.create().uint32(58).bytes(histogram).finish();
  const family = Writer.create().uint32(10).string('latency_seconds').uint32(18).string('Latency.').uint32(24).uint32(4).uint32(34).bytes(metric).finish();
  return Writer.create().bytes(family).finish();
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/metrics') {
    scrapes += 1;
    response.writeHead(200, { 'content-type': 'application/openmetrics-text; version=1.0.0; charset=utf-8' }).end(openMetrics());
  } else if (request.url === '/native') {
    response.writeHead(200, { 'content-type': 'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited' }).end(nativeHistogram());
  } else {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const version = negotiateWrite({ contentType: request.headers['content-type'], contentEncoding: request.headers['content-encoding'] });
    const batch = decodeWriteRequest(version, Buffer.concat(chunks));
    batches.push(batch);
    response.writeHead(204, writtenHeaders({ samples: batch.timestamps.length, histograms: batch.histograms.length, exemplars: batch.exemplars.length })).end();
  }
}

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'remote-write-'));
  server = createServer((request, response) => void answer(request, response).catch((error: unknown) => response.writeHead(400).end(String(error))));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  await Promise.all(running.map((child) => new Promise((ended) => { child.once('exit', ended); child.kill(); })));
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(dir, { recursive: true, force: true });
});

const named = (batch: WriteBatch, series: number) => Object.fromEntries(readLabels(batch, series).map(({ name, value }) => [name, value]));

/** What was sent of a metric: the first of its samples for which `wanted` holds. */
async function arrived<Found>(what: string, find: (batch: WriteBatch) => Found | undefined): Promise<Found> {
  for (let tries = 0; tries < 200; tries += 1) {
    for (const batch of batches) {
      const found = find(batch);
      if (found !== undefined) return found;
    }
    await pause(100);
  }
  throw new Error(`no ${what} in ${batches.length} requests`);
}

const sampleOf = (metric: string, wanted: (batch: WriteBatch, sample: number) => boolean) => (batch: WriteBatch) => {
  for (let series = 0; series < batch.seriesCount; series += 1) {
    const labels = named(batch, series);
    if (labels['__name__'] !== metric) continue;
    for (let sample = batch.firstSamples[series]!; sample < batch.firstSamples[series + 1]!; sample += 1) {
      if (wanted(batch, sample)) return { labels, value: batch.values[sample], timestamp: batch.timestamps[sample] };
    }
  }
  return undefined;
};

describe('the real senders', () => {
  whenInstalled('prometheus')('everything that a stock Prometheus sends is read', async () => {
    writeFileSync(path.join(dir, 'prometheus.yml'), JSON.stringify({
      global: { scrape_interval: '500ms', scrape_timeout: '400ms' },
      scrape_configs: [{ job_name: 'app', static_configs: [{ targets: [`127.0.0.1:${port}`] }] }, { job_name: 'native', metrics_path: '/native', static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
      remote_write: [{ url: `http://127.0.0.1:${port}/write`, send_exemplars: true, send_native_histograms: true, metadata_config: { send_interval: '1s' }, queue_config: { batch_send_deadline: '200ms' } }],
    }));
    const flags = ['--enable-feature=exemplar-storage,native-histograms', '--log.level=error', `--web.listen-address=127.0.0.1:${await freePort()}`];
    running.push(spawn('prometheus', [`--config.file=${path.join(dir, 'prometheus.yml')}`, `--storage.tsdb.path=${path.join(dir, 'data')}`, ...flags], { stdio: 'ignore' }));

    const counter = await arrived('counter', sampleOf('requests_total', () => true));
    expect(counter).toMatchObject({ labels: { job: 'app', instance: `127.0.0.1:${port}`, path: '/ä' }, value: 5 });
    expect(Math.abs(counter.timestamp! - Date.now())).toBeLessThan(60_000);

    const stale = await arrived('staleness marker', sampleOf('leaving', ({ words }, sample) => isStaleWords(words[sample * 2]!, words[sample * 2 + 1]!)));
    expect(stale.labels).toMatchObject({ job: 'app' });

    const exemplar = await arrived('exemplar', (batch) => batch.exemplars.map((one) => ({ ...one, of: named(batch, one.series)['__name__'] }))[0]);
    expect(exemplar).toMatchObject({ of: 'requests_total', value: 0.5, labels: [{ name: 'trace_id', value: 'abc' }] });

    const { histogram } = await arrived('native histogram', (batch) => batch.histograms[0]);
    expect(histogram).toMatchObject({ kind: 'integer', schema: 3, count: 9, sum: 4.5, zeroCount: 2, zeroThreshold: 0.001, positiveSpans: Int32Array.of(-2, 2, 4, 1), positiveCounts: Float64Array.of(3, 2, 2), stale: false });
    expect(histogramFault(histogram)).toBeUndefined();

    const metadata = await arrived('metadata', ({ familyMetadata }) => familyMetadata.find(({ family }) => family === 'requests'));
    expect(metadata).toMatchObject({ type: 'counter', help: 'Requests by "path".' });
  });
});
