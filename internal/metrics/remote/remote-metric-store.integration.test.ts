import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '#pkg/devstack';
import { eventually, installed, someActor } from '#test/support';
import { isStaleWords, STALE_NAN, wordsOf } from '#pkg/sample-model';
import { DEFAULT_METRIC_LIMITS } from '../domain/metric-limits.ts';
import { batchOf, labelsFrom, seriesFrom } from '../fakes/write-batches.ts';
import { metricStoreContract } from '../ports/metric-store.contract.ts';
import { RemoteMetricStore } from './remote-metric-store.ts';
import type { RemoteStoreOptions } from './remote-store-options.ts';

const folders: string[] = [];
const children: ChildProcess[] = [];

const whereInstalled = (program: string): typeof describe => {
  if (installed(program)) return describe;
  console.warn(`SKIPPED: ${program} is not installed, so the remote store is not tested against it`);
  return describe.skip;
};

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'remote-store-'));
  folders.push(folder);
  return folder;
}

async function start(program: string, args: readonly string[], readyUrl: string): Promise<void> {
  children.push(spawn(installed(program) ?? program, args, { stdio: 'ignore' }));
  await eventually(() => fetch(readyUrl).then(({ status }) => status, () => 0), (status) => status === 200);
}

afterAll(async () => {
  for (const child of children) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const optionsOf = (port: number, given: Partial<RemoteStoreOptions> = {}): RemoteStoreOptions => ({
  readUrl: `http://127.0.0.1:${port}`, writeUrl: `http://127.0.0.1:${port}/api/v1/write`, writeVersion: '1.0', tenancy: { kind: 'label', name: 'tenant_id' }, dialect: 'prometheus',
  timeoutMs: 10_000, maxAnswerBytes: 32 * 1024 * 1024, ...given,
});

/** Opens stores when they are used: ports are known only then. */
function opener(options: () => RemoteStoreOptions): () => RemoteMetricStore {
  const opened: RemoteMetricStore[] = [];
  afterAll(() => Promise.all(opened.map((store) => store.stop())));
  return () => {
    const store = new RemoteMetricStore(options());
    opened.push(store);
    return store;
  };
}

whereInstalled('victoria-metrics')('on VictoriaMetrics', () => {
  let port = 0;
  beforeAll(async () => {
    port = await freePort();
    await start('victoria-metrics', [`-storageDataPath=${temporary()}`, `-httpListenAddr=127.0.0.1:${port}`, '-search.latencyOffset=0s', '-search.disableCache'], `http://127.0.0.1:${port}/health`);
  });
  const visible = async () => void (await fetch(`http://127.0.0.1:${port}/internal/force_flush`));
  const open = opener(() => optionsOf(port, { dialect: 'victoriametrics' }));

  metricStoreContract('RemoteMetricStore on VictoriaMetrics', open, { visible, judges: false, exemplars: false, histograms: false, metadata: false, exactLists: false });

  test('what marks the tenant can be neither written, nor asked for, nor seen', async () => {
    const [store, ana, ben] = [open(), someActor(), someActor()];
    const now = Date.now();
    const write = (labels: Record<string, string>, as = ana) => store.write(as, batchOf([seriesFrom({ __name__: 'up', ...labels }, [[now, 1]])]), DEFAULT_METRIC_LIMITS);
    expect(await write({ tenant_id: ben.tenantId })).toMatchObject({ samples: 0, refusals: [{ reason: 'invalid_labels', count: 1, example: expect.stringContaining('reserved') as string }] });
    await write({ job: 'mine' });
    await write({ job: 'theirs' }, ben);
    await visible();
    const range = { startMs: now - 1000, endMs: now };
    const series = (selectors: Parameters<typeof store.series>[1]['selectors'], as = ana) => store.series(as, { selectors, ...range }).then(({ items }) => items.map((labels) => labels.map(({ name, value }) => `${name}=${value}`).join()));
    expect(await series([])).toEqual(['__name__=up,job=mine']);
    expect(await series([[{ name: 'tenant_id', op: '=', value: ben.tenantId }]])).toEqual([]);
    expect(await series([[{ name: 'tenant_id', op: '=~', value: '.+' }]])).toEqual([]);
    expect(await series([[{ name: 'tenant_id', op: '!=', value: ana.tenantId }]])).toEqual(['__name__=up,job=mine']);
    for (const value of ['x"} or {job="theirs', '"}[1h]) or up{job="', '\\', 'a\nb']) expect(await series([[{ name: 'job', op: '=', value }]])).toEqual([]);
    await expect(series([[{ name: 'a="b"} or {job', op: '!=', value: 'x' }]])).rejects.toMatchObject({ code: 'invalid' });
    expect((await store.labelNames(ana, { selectors: [], ...range })).items).toEqual(['__name__', 'job']);
    expect((await store.labelValues(ana, 'tenant_id', { selectors: [], ...range })).items).toEqual([]);
    expect(await store.cardinality(ana, 10)).toMatchObject({ series: 1, seriesByMetric: [{ name: 'up', value: 1 }], seriesByPair: expect.not.arrayContaining([expect.objectContaining({ name: expect.stringContaining('tenant_id') as string })]) as unknown });
  });

  test('an answer that is too long is fetched in parts; what cannot be held at all is refused', async () => {
    const [ana, now] = [someActor(), Math.floor(Date.now() / 1000) * 1000];
    const samples = Array.from({ length: 2000 }, (_, index) => [now - (2000 - index) * 1000, index] as const);
    await open().write(ana, batchOf([seriesFrom({ __name__: 'long' }, samples)]), DEFAULT_METRIC_LIMITS);
    await visible();
    const select = async (maxAnswerBytes: number) => {
      const store = new RemoteMetricStore(optionsOf(port, { dialect: 'victoriametrics', maxAnswerBytes }));
      const request = { matchers: [{ name: '__name__', operator: '=', value: 'long' }], startMs: now - 3_600_000, endMs: now, stepMs: 0, rangeMs: 0, func: '', grouping: undefined, statisticsOnly: false } as const;
      return store.source(ana, DEFAULT_METRIC_LIMITS).select([request]).finally(() => store.stop());
    };
    const [[series] = []] = await select(5_000);
    expect(series && [...series.timestamps].map((time, at) => [time, series.values[at]])).toEqual(samples);
    await expect(select(10)).rejects.toMatchObject({ code: 'limit' });
  });

  test('label names with dots are asked for', async () => {
    const [store, ana, now] = [open(), someActor(), Date.now()];
    await store.write(ana, batchOf([seriesFrom({ __name__: 'up', 'service.name': 'a/b' }, [[now, 1]])]), DEFAULT_METRIC_LIMITS);
    await visible();
    const selection = { selectors: [[{ name: 'service.name', op: '=', value: 'a/b' }]], startMs: now - 1000, endMs: now } as const;
    expect((await store.series(ana, selection)).items).toEqual([labelsFrom({ __name__: 'up', 'service.name': 'a/b' })]);
  });

  test('markers of staleness come back among values that are none', async () => {
    const [store, ana, now] = [open(), someActor(), Date.now()];
    const values = Float64Array.of(1, Infinity, -Infinity, 0, 0.1);
    values.set(STALE_NAN, 3);
    await store.write(ana, batchOf([{ labels: labelsFrom({ __name__: 'up' }), timestamps: values.map((_, at) => now - 4000 + at * 1000), values }]), DEFAULT_METRIC_LIMITS);
    await visible();
    const request = { matchers: [{ name: '__name__', operator: '=', value: 'up' }], startMs: now - 5000, endMs: now, stepMs: 0, rangeMs: 0, func: '', grouping: undefined, statisticsOnly: false } as const;
    const [[series] = []] = await store.source(ana, DEFAULT_METRIC_LIMITS).select([request]);
    const words = wordsOf(series?.values ?? new Float64Array(0));
    expect([...(series?.values ?? [])]).toEqual([1, Infinity, -Infinity, NaN, 0.1]);
    expect(isStaleWords(words[6] ?? 0, words[7] ?? 0)).toBe(true);
  });
});

whereInstalled('prometheus')('on Prometheus', () => {
  let port = 0;
  beforeAll(async () => {
    const folder = temporary();
    port = await freePort();
    writeFileSync(path.join(folder, 'prometheus.yml'), 'global: {}\n');
    const flags = ['--web.enable-remote-write-receiver', '--enable-feature=exemplar-storage', `--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`];
    await start('prometheus', flags, `http://127.0.0.1:${port}/-/ready`);
  });

  metricStoreContract('RemoteMetricStore on Prometheus', opener(() => optionsOf(port)), { judges: false, exemplars: false, histograms: false, staleness: false, metadata: false, exactLists: false });
});
