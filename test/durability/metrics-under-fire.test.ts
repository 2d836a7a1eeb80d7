import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_TENANTS } from '../../internal/app/cli/seed-demo.ts';
import { archiveSamples } from '../support/archive-samples.ts';
import { type AnotherApi, buildProduct, type ProcessStack, startProcessStack } from '../support/process-stack.ts';
import { productClient } from '../support/product-client.ts';
import { accessToken } from '../support/product-people.ts';
import { testIssuer } from '../support/test-issuer.ts';
import { type MetricObservations, metricVerdict } from './metric-checkers.ts';
import { MetricSender, type SentSample } from './persistent-metric-senders.ts';
import { type Killable, nemesis, seededRandom } from './nemesis.ts';

const FOR_MS = 45_000;
/** Samples of hours in less than a minute, so that a good part of them leaves the memory of the processes for chunks meanwhile: more than even a fast machine gets through. */
const HISTORY_MS = 24 * 60 * 60_000;
const STEP_MS = 15_000;
/** What one process has acknowledged, another one shows after a second. */
const VISIBLE_WITHIN_MS = 15_000;
const VICTIMS = ['api', 'second api', 'postgres'] as const;
type Victim = (typeof VICTIMS)[number];

describe('samples while processes are killed', () => {
  const ends: (() => Promise<unknown>)[] = [];
  let stack: ProcessStack;
  let second: AnotherApi;
  const keys: Record<'acme' | 'globex', string> = { acme: '', globex: '' };

  beforeAll(async () => {
    buildProduct();
    const dataDir = mkdtempSync(path.join(tmpdir(), 'orchestrix-metrics-'));
    ends.push(async () => rmSync(dataDir, { recursive: true, force: true }));
    // Hours pass in seconds, and a twin whose process was killed is far behind: all that it sends was archived already.
    const environment = { METRICS_OUT_OF_ORDER_SECONDS: String(HISTORY_MS / 1000), LOG_LEVEL: process.env['ORX_TEST_LOG_LEVEL'] ?? 'warn' };
    stack = await startProcessStack({ dataDir, issuer: testIssuer(), environment });
    ends.push(() => stack.stop());
    second = await stack.anotherApi();
    for (const [tenant, person] of [['acme', 'ana'], ['globex', 'bob']] as const) {
      const admin = productClient(stack.address, { authorization: `Bearer ${await accessToken(testIssuer(), person)}` });
      keys[tenant] = (await admin.call('createApiKey', { body: { name: 'metrics', scopes: ['metrics:write', 'metrics:read'] as never } })).body.secret;
    }
  }, 180_000);

  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  }, 60_000);

  test('every acknowledged sample is there, none twice and none with another value, through every process, and after all of them were started anew', async () => {
    const seed = Number(process.env['ORX_NEMESIS_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
    const startMs = Math.floor((Date.now() - HISTORY_MS) / 1000) * 1000;
    const addresses = [stack.address, second.address];
    const sender = (tenant: 'acme' | 'globex', name: string, at: readonly string[]) => new MetricSender({ addresses: at, apiKey: keys[tenant], name, series: 8, startMs, stepMs: STEP_MS });
    const senders = {
      acme: [
        sender('acme', 'one', addresses),
        sender('acme', 'two', addresses.toReversed()),
        // Twins, as two Prometheus of one cluster: the same samples through both processes.
        sender('acme', 'twin', [stack.address]),
        sender('acme', 'twin', [second.address]),
      ],
      globex: [sender('globex', 'one', addresses)],
    };
    const over = new AbortController();
    const sending = Promise.all(Object.values(senders).flat().map((each) => each.run(over.signal)));

    const faults: string[] = [];
    const processes: Killable<Victim> = {
      kill: (name) => (name === 'second api' ? second.kill() : stack.kill(name)),
      start: (name) => (name === 'second api' ? second.start() : stack.start(name)),
    };
    // In the middle of it another process puts everything into chunks, and joins them, again and again.
    const tenantIds = DEMO_TENANTS.map(({ id }) => id);
    let archived = 0;
    const archiving = (async () => {
      for (; !over.signal.aborted; await pause(3_000)) await archiveSamples(stack.databaseUrl, tenantIds).then(() => (archived += 1), () => undefined);
    })();
    await pause(3_000);
    await nemesis<Victim>(processes, { random: seededRandom(seed), forMs: FOR_MS, victims: VICTIMS, onFault: (fault) => void faults.push(fault) });
    over.abort();
    await Promise.all([sending, archiving]);

    const observe = async (tenant: 'acme' | 'globex'): Promise<MetricObservations> => {
      const [stored, counted]: [Record<string, readonly SentSample[]>, Record<string, number>] = [{}, {}];
      for (const address of addresses) [stored[address], counted[address]] = await samplesAt(address, keys[tenant], startMs);
      const all = senders[tenant];
      return { acknowledged: all.flatMap(({ acknowledged }) => acknowledged), sent: all.flatMap(({ sent }) => sent), refusals: all.flatMap(({ refusals }) => refusals), stored, counted };
    };
    const settled = async (tenant: 'acme' | 'globex'): Promise<MetricObservations> => {
      for (const deadline = Date.now() + VISIBLE_WITHIN_MS; ; await pause(500)) {
        const seen = await observe(tenant);
        if (Date.now() > deadline || Object.keys(metricVerdict(seen)).length === 0) return seen;
      }
    };

    const everybody = Object.values(senders).flat();
    const repeats = everybody.reduce((sum, each) => sum + each.repeats, 0);
    const acknowledged = everybody.reduce((sum, each) => sum + each.acknowledged.length, 0);
    console.info(`seed ${seed} (ORX_NEMESIS_SEED repeats it), ${acknowledged} samples acknowledged, ${repeats} requests repeated, archived ${archived} times\n${faults.join('\n')}`);
    for (const tenant of ['acme', 'globex'] as const) expect([tenant, metricVerdict(await settled(tenant))]).toEqual([tenant, {}]);

    // Once more from what is stored alone.
    for (const name of VICTIMS) await processes.kill(name);
    for (const name of ['postgres', 'api', 'second api'] as const) await processes.start(name);
    for (const tenant of ['acme', 'globex'] as const) expect([tenant, metricVerdict(await settled(tenant))]).toEqual([tenant, {}]);

    // The controls: requests were cut off in the middle, and the checkers see what is missing.
    expect(repeats).toBeGreaterThan(0);
    expect(acknowledged).toBeGreaterThan(1_000);
    expect(archived).toBeGreaterThan(0);
    const seen = await observe('globex');
    const [first = ''] = addresses;
    expect(metricVerdict({ ...seen, stored: { ...seen.stored, [first]: seen.stored[first]?.slice(1) ?? [] } })).toHaveProperty('keepsAcknowledgedSamples');
  }, 300_000);
});

interface Matrix {
  readonly data: { readonly result: readonly { readonly metric: Record<string, string>; readonly values?: readonly (readonly [number, string])[]; readonly value?: readonly [number, string] }[] };
}

/** All samples of the senders as one process answers them, and how many it counts. */
async function samplesAt(address: string, apiKey: string, startMs: number): Promise<[SentSample[], number]> {
  const range = `${Math.ceil((Date.now() - startMs) / 1000) + 60}s`;
  const ask = async (query: string): Promise<Matrix['data']['result']> => {
    const response = await fetch(`${address}/prometheus/api/v1/query`, { method: 'POST', headers: { authorization: `Bearer ${apiKey}` }, body: new URLSearchParams({ query, time: String(Date.now() / 1000) }) });
    if (!response.ok) throw new Error(`${query} was answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as Matrix).data.result;
  };
  const [series, [count]] = [await ask(`under_fire[${range}]`), await ask(`sum(count_over_time(under_fire[${range}]))`)];
  return [
    series.flatMap(({ metric, values = [] }) => values.map(([seconds, value]): SentSample => ({ series: metric['series'] ?? '', timeMs: Math.round(seconds * 1000), value: Number(value) }))),
    Number(count?.value?.[1] ?? 0),
  ];
}
