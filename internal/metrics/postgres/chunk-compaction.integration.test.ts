import fc from 'fast-check';
import type { Actor } from '#internal/kernel';
import { someActor, useTestPool, useTransactions } from '#test/support';
import { addSeries, chunkOf } from '../fakes/archived-chunks.ts';
import type { ArchivedChunk, MetricsTransaction, StoredChunk } from './chunk-archive.ts';
import { compactChunks, SETTLED_AFTER_MS } from './chunk-compaction.ts';
import { DAY_MS } from './chunk-rows.ts';
import { mergeSamples } from './merge-chunks.ts';
import { PostgresChunkArchive } from './postgres-chunk-archive.ts';

const transactions = useTransactions();
const admin = useTestPool('admin', 1);
const archive = new PostgresChunkArchive();
const midnight = Date.UTC(2026, 5, 1);
const HOUR_MS = 3_600_000;
const nextDay = new Date(midnight + DAY_MS + SETTLED_AFTER_MS);
const day = { startMs: midnight, endMs: midnight + DAY_MS - 1 };
const notCorrupt = (error: unknown): never => { throw error as Error; };

const run = <R>(actor: Actor, work: (trx: MetricsTransaction) => Promise<R>): Promise<R> => transactions.run(actor, ({ trx }) => work(trx.$pickTables()));
const read = (actor: Actor, ids: readonly number[]) => run(actor, (trx) => archive.read(trx, actor.tenantId, ids, day));

async function stored(chunks: readonly ArchivedChunk[]): Promise<Actor> {
  const ana = someActor();
  await run(ana, (trx) => addSeries(trx, ana, Object.fromEntries(chunks.map(({ seriesId }) => [seriesId, { id: String(seriesId) }]))));
  for (const chunk of chunks) await run(ana, (trx) => archive.store(trx, ana.tenantId, [chunk]));
  return ana;
}

async function compactAll(actor: Actor, now = nextDay, chunksAtOnce = 5): Promise<number> {
  const compact = compactChunks({ transactions, chunksAtOnce });
  let batches = 0;
  while (await compact(actor, now, notCorrupt)) batches += 1;
  return batches;
}

/** Series, time and value of every sample, as a reader makes them of chunks. */
const samplesOf = (chunks: readonly StoredChunk[]) =>
  [...Map.groupBy(chunks, ({ seriesId }) => seriesId)].flatMap(([seriesId, ofSeries]) =>
    mergeSamples(ofSeries).flatMap((content) => (content.kind === 'float' ? [...content.floats.timestamps].map((time, at) => `${seriesId} ${time} ${content.floats.values[at]}`) : [])));

describe('compaction', () => {
  test('joins what each flush left, two hours at a time', async () => {
    const ana = await stored(Array.from({ length: 8 }, (_, place) => [1, 2].map((id) => chunkOf(id, midnight + place * HOUR_MS / 2))).flat());
    const before = samplesOf(await read(ana, [1, 2]));
    expect(await compactAll(ana)).toBeGreaterThan(0);
    const after = await read(ana, [1, 2]);
    expect(after.map(({ seriesId, startMs, samples }) => [seriesId, (startMs - midnight) / HOUR_MS, samples])).toEqual([[1, 0, 480], [1, 2, 480], [2, 0, 480], [2, 2, 480]]);
    expect(samplesOf(after)).toEqual(before);
    expect(await compactAll(ana)).toBe(0);
  });

  test('joins the few samples of a day when it is over, and not before samples are settled', async () => {
    const ana = await stored(Array.from({ length: 12 }, (_, place) => chunkOf(1, midnight + place * 2 * HOUR_MS, { samples: 4, stepMs: 30 * 60_000 })));
    await compactAll(ana, new Date(midnight + DAY_MS));
    expect(await read(ana, [1])).toHaveLength(12);
    await compactAll(ana);
    expect(await read(ana, [1])).toMatchObject([{ samples: 48, startMs: midnight }]);
  });

  test('takes up chunks that come late, and of samples at the same time keeps the first', async () => {
    const ana = await stored([chunkOf(1, midnight), chunkOf(1, midnight + HOUR_MS / 2)]);
    await compactAll(ana);
    await run(ana, (trx) => archive.store(trx, ana.tenantId, [chunkOf(1, midnight + 7_500, { samples: 3, first: 1000 }), chunkOf(1, midnight, { samples: 2, first: 2000 })]));
    await compactAll(ana);
    const after = await read(ana, [1]);
    expect(after).toMatchObject([{ samples: 243 }]);
    expect(samplesOf(after).slice(0, 4)).toEqual([`1 ${midnight} 0`, `1 ${midnight + 7_500} 1000`, `1 ${midnight + 15_000} 1`, `1 ${midnight + 22_500} 1001`]);
  });

  test('keeps every sample and none twice, whatever the chunks', async () => {
    const layout = fc.record({ seriesId: fc.integer({ min: 1, max: 5 }), start: fc.nat({ max: 300 }), samples: fc.integer({ min: 1, max: 40 }), step: fc.integer({ min: 1, max: 20 }), first: fc.nat({ max: 9 }) });
    await fc.assert(fc.asyncProperty(fc.array(layout, { minLength: 1, maxLength: 15 }), async (chunks) => {
      const ana = await stored(chunks.map(({ seriesId, start, samples, step, first }) => chunkOf(seriesId, midnight + start * 60_000, { samples, first, stepMs: step * 60_000 })));
      const ids = [1, 2, 3, 4, 5];
      const model = samplesOf(await read(ana, ids));
      await compactAll(ana, nextDay, 2);
      const after = await read(ana, ids);
      expect(samplesOf(after)).toEqual(model);
      // Only a day has been compacted whole; what begins on it ends on it.
      expect(after.reduce((sum, { samples }) => sum + samples, 0)).toBe(model.length);
    }), { numRuns: 10 });
  });

  test('readers see either the old or the new chunks, and several compactors do not get in each other\'s way', async () => {
    const ids = Array.from({ length: 6 }, (_, index) => index + 1);
    const ana = someActor();
    await run(ana, (trx) => addSeries(trx, ana, Object.fromEntries(ids.map((id) => [id, { id: String(id) }]))));
    const chunks = ids.flatMap((id) => [0, 1, 2, 3, 4, 5, 6, 7].map((place) => chunkOf(id, midnight + place * HOUR_MS / 2, { samples: 30, stepMs: 60_000 })));
    await run(ana, (trx) => archive.store(trx, ana.tenantId, chunks));
    const model = samplesOf(await read(ana, ids));
    let over = false;
    const reader = async () => {
      while (!over) expect(samplesOf(await read(ana, ids))).toEqual(model);
    };
    const readers = [reader(), reader()];
    await Promise.all([compactAll(ana), compactAll(ana), compactAll(ana)]);
    over = true;
    await Promise.all(readers);
    await compactAll(ana);
    expect(await read(ana, ids)).toHaveLength(6);
  });

  test('a crash in the middle changes nothing; a chunk that cannot be read stays and is told of', async () => {
    const ana = await stored([chunkOf(1, midnight), chunkOf(1, midnight + HOUR_MS / 2), chunkOf(2, midnight), chunkOf(2, midnight + HOUR_MS / 2)]);
    await admin.query("UPDATE metrics.chunks SET data = set_byte(data, 9, get_byte(data, 9) # 1) WHERE tenant_id = $1 AND series_id = 2 AND start_ms = $2", [ana.tenantId, midnight]);
    const raw = async () => (await read(ana, [1, 2])).map(({ seriesId, startMs, data }) => [seriesId, startMs, Buffer.from(data).toString('hex')]);
    const before = await raw();
    await expect(compactAll(ana)).rejects.toMatchObject({ fault: 'corrupt' });
    expect(await raw()).toEqual(before);

    const told: number[] = [];
    const compact = compactChunks({ transactions });
    while (await compact(ana, nextDay, (_error, seriesId) => told.push(seriesId)));
    expect(told).toContain(2);
    expect((await raw()).filter(([seriesId]) => seriesId === 2)).toEqual(before.filter(([seriesId]) => seriesId === 2));
    expect((await raw()).filter(([seriesId]) => seriesId === 1)).toHaveLength(1);
  });
});

describe('blocks', () => {
  const blocksOf = async ({ tenantId }: Actor) =>
    (await admin.query<{ shelf: string; places: number[]; samples: number }>('SELECT shelf, places, samples FROM metrics.blocks WHERE tenant_id = $1 ORDER BY shelf, places', [tenantId])).rows.map(({ shelf, places, samples }) => [Number(shelf), places, samples]);
  const half = midnight + HOUR_MS / 2;
  /** Two chunks of each series, those of series 4 a second later. */
  const someBlocks = () => stored([1, 2, 3, 4, 2000].flatMap((id) => [chunkOf(id, midnight + (id === 4 ? 1000 : 0), { first: id }), chunkOf(id, half + (id === 4 ? 1000 : 0), { first: id * 2 })]));

  test('hold the series of a shelf that have the same times', async () => {
    const ana = await someBlocks();
    const before = samplesOf(await read(ana, [1, 2, 3, 4, 2000]));
    await compactAll(ana);
    expect(await blocksOf(ana)).toEqual([[0, [1, 2, 3], 240], [0, [4], 240], [1, [2000 - 1024], 240]]);
    expect(samplesOf(await read(ana, [2000, 4, 3, 2, 1]))).toEqual(before);
    for (const ids of [[2], [1, 3], [3, 2000], [5]]) expect(samplesOf(await read(ana, ids))).toEqual(before.filter((sample) => ids.includes(Number(sample.split(' ')[0]))));
    expect(await read(someActor(), [1, 2, 3])).toEqual([]);
  });

  test('are written anew when something comes late, without loss to those that share them', async () => {
    const ana = await someBlocks();
    await compactAll(ana);
    const before = samplesOf(await read(ana, [1, 3, 4, 2000]));
    await run(ana, (trx) => archive.store(trx, ana.tenantId, [chunkOf(2, midnight + 7_500, { samples: 1, first: 77 }), chunkOf(2, midnight, { samples: 1, first: 99 })]));
    await compactAll(ana);
    expect(await blocksOf(ana)).toEqual([[0, [1, 3], 240], [0, [2], 241], [0, [4], 240], [1, [976], 240]]);
    expect(samplesOf(await read(ana, [1, 3, 4, 2000]))).toEqual(before);
    expect(samplesOf(await read(ana, [2])).slice(0, 3)).toEqual([`2 ${midnight} 2`, `2 ${midnight + 7_500} 77`, `2 ${midnight + 15_000} 3`]);
  });

  test('have at most as many series as are read quickly', async () => {
    const ids = Array.from({ length: 300 }, (_, at) => 1024 + at * 2);
    const ana = someActor();
    await run(ana, async (trx) => {
      await addSeries(trx, ana, Object.fromEntries(ids.map((id) => [id, { id: String(id) }])));
      await archive.store(trx, ana.tenantId, ids.map((id) => chunkOf(id, midnight, { samples: 3, first: id })));
    });
    const before = samplesOf(await read(ana, ids));
    await compactAll(ana);
    expect((await blocksOf(ana)).map(([, places]) => (places as number[]).length)).toEqual([128, 128, 44]);
    expect(samplesOf(await read(ana, ids))).toEqual(before);
  });

  test.each([['the values of one series', 'data', [1]], ['the times', 'times', [1, 2, 3]]] as const)('keep what can be read when %s cannot', async (_what, column, damaged) => {
    const ana = await someBlocks();
    await compactAll(ana);
    const before = samplesOf(await read(ana, [2, 3]));
    await admin.query(`UPDATE metrics.blocks SET ${column} = set_byte(${column}, 4, get_byte(${column}, 4) # 1) WHERE tenant_id = $1 AND places @> '{1}'`, [ana.tenantId]);
    await run(ana, (trx) => archive.store(trx, ana.tenantId, [1, 2, 3].map((id) => chunkOf(id, midnight + 7_500, { samples: 1 }))));
    const told = new Set<number>();
    const compact = compactChunks({ transactions });
    while (await compact(ana, nextDay, (_error, seriesId) => told.add(seriesId)));
    expect([...told]).toEqual(damaged);
    expect((await read(ana, [1])).reduce((sum, { samples }) => sum + samples, 0)).toBe(241);
    await admin.query(`UPDATE metrics.blocks SET ${column} = set_byte(${column}, 4, get_byte(${column}, 4) # 1) WHERE tenant_id = $1 AND places @> '{1}' AND samples = 240`, [ana.tenantId]);
    expect(samplesOf(await read(ana, [2, 3])).filter((sample) => !sample.includes(`${midnight + 7_500}`))).toEqual(before);
    expect(samplesOf(await read(ana, [1, 2, 3]))).toHaveLength(3 * 241);
  });

  test('are handed out among recent chunks, series by series', async () => {
    const ana = await someBlocks();
    await compactAll(ana);
    await run(ana, (trx) => archive.store(trx, ana.tenantId, [2, 3].map((id) => chunkOf(id, midnight + HOUR_MS))));
    const expected = samplesOf(await read(ana, [1, 2, 3, 4, 2000]));
    for (const limit of [1, 2, 1000]) {
      const found: StoredChunk[] = [];
      for (let after = 0; ;) {
        const page = await run(ana, (trx) => archive.recent(trx, ana.tenantId, midnight, after, limit));
        if (page.length === 0) break;
        found.push(...page);
        after = page.at(-1)?.seriesId ?? Infinity;
      }
      expect(samplesOf(found)).toEqual(expected);
      expect(found.every(({ times }) => times === undefined)).toBe(true);
    }
    expect(await run(ana, (trx) => archive.recent(trx, ana.tenantId, midnight + HOUR_MS, 0, 10))).toHaveLength(2);
  });
});
