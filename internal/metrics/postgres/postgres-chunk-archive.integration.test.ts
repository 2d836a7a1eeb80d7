import { encodeFloatChunk } from '#pkg/xor-chunk';
import { STALE_NAN, wordsOf } from '#pkg/sample-model';
import type { Actor } from '#internal/kernel';
import { someActor, useTestPool, useTransactions } from '#test/support';
import { addSeries, chunkOf } from '../fakes/archived-chunks.ts';
import type { ArchivedChunk, MetricsTransaction, Selectors } from './chunk-archive.ts';
import { DAY_MS, dayOf, makePartitions } from './chunk-rows.ts';
import { mergeSamples } from './merge-chunks.ts';
import { PostgresChunkArchive } from './postgres-chunk-archive.ts';

const transactions = useTransactions();
const admin = useTestPool('admin', 1);
const archive = new PostgresChunkArchive();

const run = <R>(actor: Actor, work: (trx: MetricsTransaction) => Promise<R>): Promise<R> => transactions.run(actor, ({ trx }) => work(trx.$pickTables()));
const noon = Date.UTC(2026, 5, 1, 12);
const ever = { startMs: 0, endMs: noon + 1000 * DAY_MS };
const store = (actor: Actor, chunks: readonly ArchivedChunk[], labels: Record<number, Record<string, string>>) =>
  run(actor, async (trx) => {
    await addSeries(trx, actor, labels);
    await archive.store(trx, actor.tenantId, chunks);
  });
const read = (actor: Actor, ids: readonly number[], range = ever) => run(actor, (trx) => archive.read(trx, actor.tenantId, ids, range));
const find = (actor: Actor, selectors: Selectors, range = ever, limit?: number) =>
  run(actor, async (trx) => (await archive.findSeries(trx, actor.tenantId, selectors, range, limit)).map(({ id }) => id));

describe('the archive of chunks', () => {
  test('gives back what was stored, in the order of series and time', async () => {
    const ana = someActor();
    const chunks = [chunkOf(7, noon), chunkOf(7, noon + 60_000_00), chunkOf(3, noon)];
    await store(ana, chunks, { 3: { a: 'x' }, 7: { a: 'y' } });
    const stored = await read(ana, [7, 3]);
    expect(stored.map(({ seriesId, startMs }) => [seriesId, startMs])).toEqual([[3, noon], [7, noon], [7, noon + 60_000_00]]);
    expect(stored[0]).toMatchObject({ kind: 'float', samples: 120, endMs: noon + 119 * 15_000 });
    expect(Buffer.from(stored[0]?.data ?? [])).toEqual(Buffer.from(chunks[2]?.data ?? []));
  });

  test('the same chunks again change nothing; another one at the same time is kept beside', async () => {
    const ana = someActor();
    for (let turn = 0; turn < 3; turn += 1) await store(ana, [chunkOf(1, noon)], { 1: { a: 'x' } });
    await store(ana, [chunkOf(1, noon, { first: 1000 })], { 1: { a: 'x' } });
    const stored = await read(ana, [1]);
    expect(stored).toHaveLength(2);
    const [merged] = mergeSamples(stored);
    expect(merged?.kind === 'float' && [...merged.floats.values].slice(0, 3)).toEqual([0, 1, 2]);
  });

  test('a chunk over midnight is found from both days, and keeps its staleness marker', async () => {
    const ana = someActor();
    const start = Date.UTC(2026, 5, 2) - 30_000;
    const values = Float64Array.of(1, 2, 3, 4);
    values.set(STALE_NAN, 3);
    const data = encodeFloatChunk({ timestamps: Float64Array.of(start, start + 15_000, start + 30_000, start + 45_000), values });
    await store(ana, [{ seriesId: 1, kind: 'float', startMs: start, endMs: start + 45_000, samples: 4, data }], { 1: { a: 'x' } });
    const stored = await read(ana, [1]);
    expect(stored.map(({ samples }) => samples)).toEqual([2, 2]);
    const [merged] = mergeSamples(stored);
    expect(merged?.kind === 'float' && [...wordsOf(merged.floats.values)]).toEqual([...wordsOf(values)]);
    expect(await read(ana, [1], { startMs: start + 30_000, endMs: start + 30_000 })).toHaveLength(1);
    expect(await find(ana, [], { startMs: start + 45_000, endMs: start + 45_000 })).toEqual([1]);
    expect(await read(ana, [1], { startMs: start + 45_001, endMs: ever.endMs })).toEqual([]);
  });

  test('reads chunks that reach into a range and no others', async () => {
    const ana = someActor();
    await store(ana, [0, 1, 2, 3].map((place) => chunkOf(1, noon + place * 1_800_000)), { 1: { a: 'x' } });
    const starts = async (from: number, to: number) => (await read(ana, [1], { startMs: noon + from, endMs: noon + to })).map(({ startMs }) => (startMs - noon) / 1_800_000);
    expect(await starts(0, 0)).toEqual([0]);
    expect(await starts(119 * 15_000, 1_800_000)).toEqual([0, 1]);
    expect(await starts(119 * 15_000 + 1, 1_799_999)).toEqual([]);
    expect(await starts(-5, -1)).toEqual([]);
    expect(await read(ana, [])).toEqual([]);
  });

  test('hands out recent chunks series by series, each whole', async () => {
    const ana = someActor();
    const labels = Object.fromEntries([1, 2, 3, 4].map((id) => [id, { id: String(id) }]));
    await store(ana, [1, 2, 3, 4].flatMap((id) => [0, 1, 2].map((place) => chunkOf(id, noon + place * 1_800_000))), labels);
    const since = noon + 1_800_000 + 1;
    const seen: (readonly [number, number])[][] = [];
    for (let after = -1; ;) {
      const chunks = await run(ana, (trx) => archive.recent(trx, ana.tenantId, since, after, 5));
      if (chunks.length === 0) break;
      seen.push(chunks.map(({ seriesId, startMs }) => [seriesId, (startMs - noon) / 1_800_000] as const));
      after = chunks.at(-1)?.seriesId ?? Infinity;
    }
    expect(seen).toEqual([[[1, 1], [1, 2], [2, 1], [2, 2]], [[3, 1], [3, 2], [4, 1], [4, 2]]]);
    expect(await run(ana, (trx) => archive.recent(trx, ana.tenantId, 0, 3, 1))).toHaveLength(3);
  });

  test('another tenant sees nothing and is told of nothing', async () => {
    const [ana, ben] = [someActor(), someActor()];
    await store(ana, [chunkOf(1, noon)], { 1: { secret: 'x' } });
    expect(await read(ben, [1])).toEqual([]);
    expect(await find(ben, [])).toEqual([]);
    expect(await run(ben, (trx) => archive.labelNames(trx, ben.tenantId, [], ever))).toEqual([]);
    // Also when a statement names the wrong tenant.
    expect(await run(ben, (trx) => archive.read(trx, ana.tenantId, [1], ever))).toEqual([]);
  });

  test('makes partitions as it needs them, with row-level security and no grants, whoever races', async () => {
    const days = Array.from({ length: 5 }, (_, index) => Date.UTC(2025, 0, 3 + index));
    await Promise.all(Array.from({ length: 8 }, () => run(someActor(), (trx) => makePartitions(trx, days.map(dayOf)))));
    const { rows } = await admin.query<{ relforcerowsecurity: boolean; grants: string }>(
      "SELECT c.relforcerowsecurity, coalesce(c.relacl::text, '') AS grants FROM pg_class c WHERE c.relispartition AND c.relkind = 'r' AND c.relname BETWEEN 'chunks_20250103' AND 'chunks_20250107'",
    );
    expect(rows).toEqual(rows.map(() => expect.objectContaining({ relforcerowsecurity: true, grants: expect.not.stringContaining('orx_app') as string }) as unknown));
    expect(rows).toHaveLength(5);
  });

  test.each([-1, dayOf(Date.now()) + 10])('makes no partition of day %d, which cannot have samples', async (day) => {
    await expect(run(someActor(), (trx) => makePartitions(trx, [day]))).rejects.toThrow();
  });
});

describe('the index of archived labels', () => {
  const series = { 1: { __name__: 'up', job: 'api', zone: 'a' }, 2: { __name__: 'up', job: 'web' }, 3: { __name__: 'load', job: 'api', zone: 'b' } };
  const matcher = (text: string) => {
    const [, name = '', op = '=', value = ''] = /^(\w+)(=~|!~|!=|=)(.*)$/.exec(text) ?? [];
    return { name, op: op as '=', value };
  };

  test.each([
    [['job=api'], [1, 3]],
    [['job!=api'], [2]],
    [['job=~a.*'], [1, 3]],
    [['job=~api|web', '__name__=up'], [1, 2]],
    [['job!~a.*'], [2]],
    [['zone='], [2]],
    [['zone!='], [1, 3]],
    [['zone=~a?'], [1, 2]],
    [['zone!~a?'], [3]],
    [['zone=~|b'], [2, 3]],
    [['zone!=a'], [2, 3]],
    [['nothing='], [1, 2, 3]],
    [['nothing=x'], []],
    [['__name__=up', 'job=api', 'zone=a'], [1]],
  ])('%j selects %j', async (texts, expected) => {
    const ana = someActor();
    await store(ana, [1, 2, 3].map((id) => chunkOf(id, noon)), series);
    expect(await find(ana, [texts.map(matcher)])).toEqual(expected);
  });

  test('knows on which days a series has samples', async () => {
    const ana = someActor();
    await store(ana, [chunkOf(1, noon), chunkOf(2, noon + DAY_MS)], series);
    await store(ana, [chunkOf(1, noon + 2 * DAY_MS)], series);
    const on = (day: number) => find(ana, [], { startMs: noon + day * DAY_MS, endMs: noon + day * DAY_MS });
    expect([await on(-1), await on(0), await on(1), await on(2)]).toEqual([[], [1], [2], [1]]);
    expect(await find(ana, [[matcher('job=web')]], { startMs: noon, endMs: noon })).toEqual([]);
    expect(await find(ana, [[matcher('job=web')], [matcher('job=api')]])).toEqual([1, 2]);
    expect(await find(ana, [], ever, 1)).toEqual([1]);
  });

  test('lists names and values', async () => {
    const ana = someActor();
    await store(ana, [1, 2, 3].map((id) => chunkOf(id, noon)), series);
    await run(ana, async (trx) => {
      expect(await archive.labelNames(trx, ana.tenantId, [], ever)).toEqual(['__name__', 'job', 'zone']);
      expect(await archive.labelNames(trx, ana.tenantId, [[matcher('job=web')]], ever)).toEqual(['__name__', 'job']);
      expect(await archive.labelValues(trx, ana.tenantId, 'zone', [], ever)).toEqual(['a', 'b']);
      expect(await archive.labelValues(trx, ana.tenantId, 'job', [[matcher('zone=b')]], ever)).toEqual(['api']);
      expect(await archive.labelValues(trx, ana.tenantId, '', [], ever)).toEqual([]);
    });
  });

  test('holds texts that are too long for an index, and any characters', async () => {
    const ana = someActor();
    const long = ['a', 'b'].map((end) => `${'\u{1f600}é'.repeat(700)}${end}`);
    await store(ana, [1, 2, 3].map((id) => chunkOf(id, noon)), { 1: { [long[0] ?? '']: 'x', v: long[0] ?? '' }, 2: { v: long[1] ?? '', '"\'{}\\,': '"\'{}\\,' }, 3: { v: 'a\0' } });
    const find = async (trx: MetricsTransaction, matcher: Selectors[number][number]) => (await archive.findSeries(trx, ana.tenantId, [[matcher]], ever)).map(({ id }) => id);
    await run(ana, async (trx) => {
      expect(await archive.labelValues(trx, ana.tenantId, 'v', [], ever)).toEqual(['a\0', ...long]);
      expect(await archive.labelNames(trx, ana.tenantId, [], ever)).toEqual(['"\'{}\\,', 'v', long[0]]);
      expect(await find(trx, { name: 'v', op: '=', value: long[1] ?? '' })).toEqual([2]);
      expect(await find(trx, { name: 'v', op: '=~', value: '.*a' })).toEqual([1]);
      expect(await find(trx, { name: long[0] ?? '', op: '!=', value: '' })).toEqual([1]);
      expect(await find(trx, { name: '"\'{}\\,', op: '=', value: '"\'{}\\,' })).toEqual([2]);
      expect(await find(trx, { name: 'v', op: '=', value: 'a\0' })).toEqual([3]);
      expect(await find(trx, { name: 'v', op: '=~', value: 'a.' })).toEqual([3]);
    });
  });
});
