import { type Actor, asTenantId, type Clock } from '#internal/kernel';
import { someActor, useOwnDatabase, useTestPool, useTransactions } from '#test/support';
import { addSeries, chunkOf } from '../fakes/archived-chunks.ts';
import { archiveJobs } from './archive-jobs.ts';
import { expireSamples } from './archive-retention.ts';
import type { MetricsTransaction } from './chunk-archive.ts';
import { DAY_MS } from './chunk-rows.ts';
import { PostgresChunkArchive } from './postgres-chunk-archive.ts';

// Jobs work for all tenants of a database.
const urls = useOwnDatabase();
const transactions = useTransactions({ urls });
const admin = useTestPool('admin', 1, urls);
const archive = new PostgresChunkArchive();
const noon = Date.UTC(2026, 5, 1, 12);
const at = (days: number) => noon + days * DAY_MS;
const ever = { startMs: 0, endMs: at(1000) };

const run = <R>(actor: Actor, work: (trx: MetricsTransaction) => Promise<R>): Promise<R> => transactions.run(actor, ({ trx }) => work(trx.$pickTables()));
const starts = async (actor: Actor) => (await run(actor, (trx) => archive.read(trx, actor.tenantId, [1, 2, 3], ever))).map(({ seriesId, startMs }) => [seriesId, (startMs - noon) / DAY_MS]);
const found = async (actor: Actor, label = 'id') => run(actor, (trx) => archive.labelValues(trx, actor.tenantId, label, [], ever));
const partitions = async () => (await admin.query<{ relname: string }>("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY relname")).rows.map(({ relname }) => relname);

/** Series 1 has samples on the days 0 to 2, series 2 on day 0, series 3 on day 2. */
async function stored(): Promise<Actor> {
  const ana = someActor();
  await run(ana, async (trx) => {
    await addSeries(trx, ana, { 1: { id: 'one', all: 'x' }, 2: { id: 'two', all: 'x' }, 3: { id: 'three', all: 'x' } });
    await archive.store(trx, ana.tenantId, [chunkOf(1, at(0)), chunkOf(1, at(1)), chunkOf(2, at(0))]);
  });
  await run(ana, (trx) => archive.store(trx, ana.tenantId, [chunkOf(1, at(2)), chunkOf(3, at(2))]));
  return ana;
}

const jobsAt = (now: number, retentionDays: (actor: Actor) => number) => {
  const errors: unknown[] = [];
  const clock: Clock = { now: () => new Date(now) };
  const [partitionsAhead, compact, expire] = archiveJobs({ transactions, clock, retentionMsOf: async (actor) => retentionDays(actor) * DAY_MS, onError: (error) => errors.push(error) });
  return { errors, makePartitions: () => partitionsAhead.run(), compact: () => compact.run(), expire: () => expire.run() };
};

describe('what happens to archived samples by itself', () => {
  test('each tenant keeps its own for as long as it said; days that nobody keeps lose their partition', async () => {
    const [ana, ben] = [await stored(), await stored()];
    const jobs = jobsAt(at(3), (actor) => (actor.tenantId === ana.tenantId ? 1 : 15));
    while ((await jobs.compact()) > 0);
    expect(await partitions()).toEqual(expect.arrayContaining(['chunks_20260601', 'chunks_20260602', 'chunks_20260603']));
    await jobs.expire();
    expect(jobs.errors).toEqual([]);
    expect(await starts(ana)).toEqual([[1, 2], [3, 2]]);
    expect(await starts(ben)).toEqual([[1, 0], [1, 1], [1, 2], [2, 0], [3, 2]]);
    expect([await found(ana), await found(ana, 'all'), await found(ben)]).toEqual([['one', 'three'], ['x'], ['one', 'three', 'two']]);
    const { rows } = await admin.query<{ name: string; count: number }>('SELECT name, count(*)::int AS count FROM metrics.postings WHERE tenant_id = $1 GROUP BY name ORDER BY name', [ana.tenantId]);
    expect(rows).toEqual([{ name: '', count: 2 }, { name: 'all', count: 1 }, { name: 'id', count: 2 }]);
    expect(await partitions()).toEqual(expect.arrayContaining(['chunks_20260601', 'chunks_20260602', 'chunks_20260603']));

    await jobsAt(at(10), () => 2).expire();
    expect([await starts(ana), await starts(ben), await found(ben)]).toEqual([[], [], []]);
    expect(await partitions()).not.toEqual(expect.arrayContaining(['chunks_20260601']));
    expect(await partitions()).not.toEqual(expect.arrayContaining(['chunks_20260603']));
    const left = await admin.query('SELECT FROM metrics.postings');
    expect(left.rowCount).toBe(0);
  });

  test('a series that comes back is found again', async () => {
    const ana = await stored();
    await jobsAt(at(3), () => 1).expire();
    await run(ana, (trx) => archive.store(trx, ana.tenantId, [chunkOf(2, at(3))]));
    expect(await found(ana)).toEqual(['one', 'three', 'two']);
  });

  test('a run that was broken off is finished by the next one', async () => {
    const ana = await stored();
    let left = 3;
    const breaking: typeof transactions = { ...transactions, run: (actor, work) => ((left -= 1) < 0 ? Promise.reject(new Error('killed')) : transactions.run(actor, work)) };
    for (let turn = 1; turn < 12; turn += 1) {
      left = turn;
      await expireSamples({ transactions: breaking, rowsAtOnce: 1 })(ana, new Date(at(3)), DAY_MS).catch(() => undefined);
      expect(await starts(ana)).toEqual(expect.arrayContaining([[1, 2], [3, 2]]));
    }
    await expireSamples({ transactions, rowsAtOnce: 1 })(ana, new Date(at(3)), DAY_MS);
    expect([await starts(ana), await found(ana)]).toEqual([[[1, 2], [3, 2]], ['one', 'three']]);
  });

  test('partitions are there ahead of time', async () => {
    const today = Math.floor(Date.now() / DAY_MS);
    await jobsAt(Date.now(), () => 1).makePartitions();
    const names = [0, 1, 2].map((ahead) => `chunks_${new Date((today + ahead) * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`);
    expect(await partitions()).toEqual(expect.arrayContaining(names));
  });

  test('chunks of all tenants are joined', async () => {
    const actors = [someActor(), someActor()];
    for (const actor of actors) {
      await run(actor, async (trx) => {
        await addSeries(trx, actor, { 1: { id: 'one' } });
        await archive.store(trx, actor.tenantId, [0, 1, 2, 3].map((place) => chunkOf(1, noon + place * 1_800_000)));
      });
    }
    const jobs = jobsAt(at(2), () => 15);
    while ((await jobs.compact()) > 0);
    expect(jobs.errors).toEqual([]);
    for (const actor of actors) expect(await starts(actor)).toEqual([[1, 0]]);
  });

  test('what new chunks took on disk is given back when all are joined, and not before', async () => {
    const [ana, ben] = [await stored(), await stored()];
    const pages = async () => (await admin.query<{ bytes: number }>("SELECT pg_relation_size('metrics.chunks_new') AS bytes")).rows[0]?.bytes;
    await jobsAt(at(2), () => 15).compact();
    expect(await pages()).toBeGreaterThan(0);
    const jobs = jobsAt(at(4), () => 15);
    while ((await jobs.compact()) > 0);
    expect([jobs.errors, await pages()]).toEqual([[], 0]);
    expect(await starts(ben)).toEqual([[1, 0], [1, 1], [1, 2], [2, 0], [3, 2]]);
    expect(await starts(ana)).toEqual(await starts(ben));
  });

  test('what goes wrong for one tenant is told and does not keep others from theirs', async () => {
    const [ana, ben] = [await stored(), await stored()];
    const jobs = jobsAt(at(10), (actor) => { if (actor.tenantId === ana.tenantId) throw new Error('no limits'); return 1; });
    await jobs.expire();
    expect(jobs.errors).toHaveLength(1);
    expect([await starts(ana), await starts(ben)]).toEqual([[[1, 0], [1, 1], [1, 2], [2, 0], [3, 2]], []]);
    expect(await starts({ ...ana, tenantId: asTenantId('00000000-0000-0000-0000-000000000000') })).toEqual([]);
  });
});
