import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PROMETHEUS, PROMETHEUS_3, prometheusVersion } from '#test/support';
import { eventually } from '../support/eventually.ts';
import { type Exporter, type PrometheusSender, startExporter, startSendingPrometheus } from '../support/metric-senders.ts';
import { buildProduct, type ProcessStack, startProcessStack } from '../support/process-stack.ts';
import { productClient, type ProductClient } from '../support/product-client.ts';
import { accessToken } from '../support/product-people.ts';
import { testIssuer } from '../support/test-issuer.ts';

const OUTAGE_MS = 5_000;
/** A sender backs off for up to five seconds and sends in small requests. */
const CATCHES_UP_WITHIN_MS = 90_000;
/** Samples of a request, below the burst of the lowest limit here. */
const PER_REQUEST = 10;
const PROGRAMS = [
  { job: 'stock', program: PROMETHEUS, message: undefined },
  { job: 'three', program: PROMETHEUS_3, message: 'io.prometheus.write.v2.Request' },
].filter(({ program }) => prometheusVersion(program) !== undefined);

/** Times and values of all series of a job in the last ten minutes before a moment, as Prometheus's API shows them. */
async function samplesAt(origin: string, headers: Readonly<Record<string, string>>, job: string, atMs: number): Promise<readonly string[]> {
  const answer = await fetch(`${origin}/api/v1/query`, { method: 'POST', headers, body: new URLSearchParams({ query: `{job="${job}"}[10m]`, time: String(atMs / 1000) }) });
  const { data } = (await answer.json()) as { data: { result: readonly { metric: Record<string, string>; values: unknown }[] } };
  return data.result.map(({ metric, values }) => JSON.stringify([Object.entries(metric).sort(), values])).sort();
}

/** The sum of the series of one of the sender's own metrics. */
async function figureOf({ origin }: PrometheusSender, name: string): Promise<number> {
  const lines = (await (await fetch(`${origin}/metrics`)).text()).split('\n').filter((line) => line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

const describeWithPeers = PROGRAMS.length > 0 ? describe : describe.skip;
describeWithPeers('senders that are told to wait', () => {
  const ends: (() => Promise<unknown>)[] = [];
  const senders: (PrometheusSender & { readonly job: string })[] = [];
  let stack: ProcessStack;
  let admin: ProductClient;
  let headers: Readonly<Record<string, string>>;
  let exporter: Exporter;

  beforeAll(async () => {
    buildProduct();
    const dataDir = mkdtempSync(path.join(tmpdir(), 'orchestrix-senders-'));
    ends.push(async () => rmSync(dataDir, { recursive: true, force: true }));
    stack = await startProcessStack({ dataDir, issuer: testIssuer() });
    ends.push(() => stack.stop());
    admin = productClient(stack.address, { authorization: `Bearer ${await accessToken(testIssuer(), 'ana')}` });
    const apiKey = (await admin.call('createApiKey', { body: { name: 'sender', scopes: ['metrics:write', 'metrics:read'] } })).body.secret;
    headers = { authorization: `Bearer ${apiKey}` };
    exporter = await startExporter();
    ends.push(() => exporter.stop());
    for (const { job, program, message } of PROGRAMS) {
      const sender = await startSendingPrometheus(program, { job, target: exporter.address, writeUrl: `${stack.address}/api/v1/write`, apiKey, perRequest: PER_REQUEST }, message);
      ends.push(() => sender.stop());
      senders.push({ ...sender, job });
    }
  }, 240_000);
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  }, 60_000);

  const ours = (job: string, atMs: number) => samplesAt(`${stack.address}/prometheus`, headers, job, atMs).catch(() => []);
  const retried = () => Promise.all(senders.map((sender) => figureOf(sender, 'prometheus_remote_storage_samples_retried_total')));

  /** Everything that a sender has scraped until then is here: each sample once, at its time and with its value, and nothing else. */
  async function haveCaughtUp(atMs: number): Promise<void> {
    for (const { origin, job } of senders) {
      const scraped = await samplesAt(origin, {}, job, atMs);
      expect(scraped.length).toBeGreaterThan(5);
      const isThere = (found: readonly string[]) => JSON.stringify(found) === JSON.stringify(scraped);
      await eventually(() => ours(job, atMs), isThere, CATCHES_UP_WITHIN_MS).catch(() => undefined);
      expect(await ours(job, atMs)).toEqual(scraped);
      expect(await figureOf({ origin } as PrometheusSender, 'prometheus_remote_storage_samples_failed_total')).toBe(0);
    }
  }

  async function limitSamples(perSecond: number | null): Promise<void> {
    const { headers: known } = await admin.call('getMetricLimits');
    await admin.call('updateMetricLimits', { body: { max_samples_per_second: perSecond }, headers: { 'If-Match': known.get('etag') ?? '' } });
  }

  test('by the limit of their tenant (429) send all of it later, and nothing twice', async () => {
    for (const { job } of senders) await eventually(() => ours(job, Date.now()), (found) => found.length > 5, CATCHES_UP_WITHIN_MS);
    await limitSamples(PER_REQUEST / 2);
    await eventually(retried, (counts) => counts.every((count) => count > 0), 60_000);
    await pause(OUTAGE_MS);
    await limitSamples(null);
    await haveCaughtUp(Date.now());
  }, 240_000);

  test('by a database that is away (503) send all of it later, and nothing twice', async () => {
    const before = await retried();
    await stack.kill('postgres');
    await eventually(retried, (counts) => counts.every((count, at) => count > (before[at] ?? 0)), 60_000);
    await pause(OUTAGE_MS);
    await stack.start('postgres');
    await haveCaughtUp(Date.now());
    expect(stack.surprises).toEqual([]);
  }, 240_000);
});
