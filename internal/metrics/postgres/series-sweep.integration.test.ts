import fc from 'fast-check';
import type { Actor, Clock } from '#internal/kernel';
import type { WriteSeries } from '#pkg/remote-write';
import { someActor, useTestPool, useTransactions } from '#test/support';
import { batchOf, seriesFrom } from '../fakes/write-batches.ts';
import { DEFAULT_METRIC_LIMITS } from '../domain/metric-limits.ts';
import { expireSamples } from './archive-retention.ts';
import type { MetricsTransaction } from './chunk-archive.ts';
import { DAY_MS } from './chunk-rows.ts';
import { PostgresChunkArchive } from './postgres-chunk-archive.ts';
import { PostgresMetricExtras } from './postgres-metric-extras.ts';
import { PostgresMetricStore } from './postgres-metric-store.ts';
import { sweepSeries } from './series-sweep.ts';
import { idsOfSeries } from './series-table.ts';

const transactions = useTransactions({ max: 10 });
const admin = useTestPool('admin', 1);
const limits = DEFAULT_METRIC_LIMITS;
const noonMs = Math.floor(Date.now() / 60_000) * 60_000;
const clock: Clock = { now: () => new Date(noonMs) };

const run = <R>(actor: Actor, work: (trx: MetricsTransaction) => Promise<R>): Promise<R> => transactions.run(actor, ({ trx }) => work(trx.$pickTables()));
/** As another process would have it. `looks`: whether it looks what others have done, which one that was stopped for a while does not. */
const startStore = ({ looks = true } = {}) => {
  const fresh = looks ? 0 : Infinity;
  return new PostgresMetricStore({ transactions, clock, archive: new PostgresChunkArchive(), extras: new PostgresMetricExtras(clock), settings: { freshForQueriesMs: fresh, freshForWritesMs: fresh, spanMs: 2 * DAY_MS, flushAfterRows: 0 } });
};
const up = (job: string, second: number): WriteSeries => seriesFrom({ __name__: 'up', job }, [[noonMs + second * 1_000, second]]);
const names = async ({ tenantId }: Actor) => (await admin.query<{ labels: Buffer }>('SELECT labels FROM metrics.series WHERE tenant_id = $1', [tenantId])).rows.map(({ labels }) => /job..([a-z]+)/s.exec(labels.toString('latin1'))?.[1]).sort();
/** As if an hour had passed since the last step. */
const age = ({ tenantId }: Actor) => admin.query("UPDATE metrics.series_sweeps SET step_at = step_at - interval '1 hour' WHERE tenant_id = $1", [tenantId]);
/** As if all series had been made two days ago. */
const makeOld = ({ tenantId }: Actor) => admin.query("UPDATE metrics.series SET created_at = created_at - interval '2 days' WHERE tenant_id = $1", [tenantId]);
/** As if all that is in the archive had been kept for long enough. */
const forget = async ({ tenantId }: Actor) => {
  for (const table of ['chunks', 'blocks', 'postings']) await admin.query(`DELETE FROM metrics.${table} WHERE tenant_id = $1`, [tenantId]);
};
const step = async (actor: Actor): Promise<number> => {
  await age(actor);
  return run(actor, (trx) => sweepSeries(trx, actor.tenantId, { isNew: true }));
};

/** Whether retention looks at the tenant. */
const isDue = async ({ tenantId }: Actor): Promise<boolean> =>
  (await admin.query("SELECT FROM metrics.tenants_with_samples('00000000-0000-0000-0000-000000000000', 1000000) AS due (tenant_id) WHERE due.tenant_id = $1", [tenantId])).rowCount === 1;

/** Jobs and how many samples they have, in a process that begins now. */
async function jobs(actor: Actor): Promise<Record<string, number>> {
  const [found = []] = await startStore().source(actor, limits).select([{ stepMs: 0, rangeMs: 0, func: '', grouping: undefined, statisticsOnly: false, startMs: noonMs - DAY_MS, endMs: noonMs + DAY_MS, matchers: [{ name: 'job', operator: '!=', value: '' }] }]);
  return Object.fromEntries(found.map(({ labels, timestamps }) => [labels.get('job'), timestamps.length]));
}

describe('series without samples', () => {
  test('are deleted in three steps, and those that have samples, or are young, are not', async () => {
    const [store, actor] = [startStore(), someActor()];
    await store.write(actor, batchOf([up('gone', 0)]), limits);
    await store.maintain();
    await forget(actor);
    await store.stop();
    await store.write(actor, batchOf([up('archived', 0)]), limits);
    await store.maintain();
    await store.write(actor, batchOf([up('logged', 0)]), limits);
    await makeOld(actor);
    await store.write(actor, batchOf([up('young', 0)]), limits);
    expect([await step(actor), await step(actor)]).toEqual([0, 0]);
    expect(await names(actor)).toEqual(['archived', 'gone', 'logged', 'young']);
    expect(await step(actor)).toBe(1);
    expect(await names(actor)).toEqual(['archived', 'logged', 'young']);
    expect(await jobs(actor)).toEqual({ archived: 1, logged: 1, young: 1 });
  });

  test('wait until processes have had the time to see what is announced', async () => {
    const [store, actor] = [startStore(), someActor()];
    await store.write(actor, batchOf([up('gone', 0)]), limits);
    await store.maintain();
    await forget(actor);
    await makeOld(actor);
    for (let turn = 0; turn < 5; turn += 1) expect(await run(actor, (trx) => sweepSeries(trx, actor.tenantId, { isNew: true }))).toBe(0);
    expect(await names(actor)).toEqual(['gone']);
  });

  test('are found by retention, also when nothing else is left of a tenant', async () => {
    const [store, actor] = [startStore(), someActor()];
    await store.write(actor, batchOf([up('gone', 0)]), limits);
    await store.maintain();
    await makeOld(actor);
    const expire = expireSamples({ transactions });
    for (let hour = 0; hour < 3; hour += 1) {
      expect(await isDue(actor)).toBe(true);
      await expire(actor, new Date(noonMs + 10 * DAY_MS), DAY_MS);
      await age(actor);
    }
    expect([await isDue(actor), await names(actor)]).toEqual([false, []]);
  });

  test('a process that was stopped meanwhile may not write to them; it begins anew', async () => {
    const [stopped, actor] = [startStore({ looks: false }), someActor()];
    await stopped.cardinality(actor, 1);
    await stopped.write(actor, batchOf([up('gone', 0)]), limits);
    await startStore().write(actor, batchOf([up('other', 0)]), limits);
    const flusher = startStore();
    await flusher.cardinality(actor, 1);
    await flusher.maintain();
    await forget(actor);
    await makeOld(actor);
    await step(actor);
    await step(actor);
    await expect(stopped.write(actor, batchOf([up('gone', 1)]), limits)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await step(actor)).toBe(2);
    expect(await stopped.write(actor, batchOf([up('gone', 2)]), limits)).toMatchObject({ samples: 1 });
    expect(await jobs(actor)).toEqual({ gone: 1 });
    expect(await stopped.maintain()).toBeGreaterThan(0);
    expect([await names(actor), await jobs(actor)]).toEqual([['gone'], { gone: 1 }]);
  });

  test('one that somebody takes up again while it is deleted is kept, or made anew', async () => {
    const [store, actor] = [startStore(), someActor()];
    await store.write(actor, batchOf([up('gone', 0), up('back', 0)]), limits);
    await store.maintain();
    await forget(actor);
    await store.stop();
    await makeOld(actor);
    await step(actor);
    await step(actor);
    const back = await run(actor, async (trx) => (await trx.selectFrom('metrics.series').select(['id', 'labels']).where('tenantId', '=', actor.tenantId).execute()).find(({ labels }) => labels.includes('back')));
    const taken = await run(actor, async (trx) => {
      const ids = await idsOfSeries(trx, actor.tenantId, [back?.labels.toString('latin1') ?? '']);
      // In the middle of the other transaction, which does not wait for it.
      expect(await step(actor)).toBe(1);
      return ids;
    });
    expect([...taken.values()]).toEqual([back?.id]);
    expect(await names(actor)).toEqual(['back']);
  });

  test.each([['sees them announced', 1], ['looks when they are gone already', 3]])('a process that %s lets go of what it knows of them', async (_what, steps) => {
    const [store, actor] = [startStore(), someActor()];
    await store.write(actor, batchOf([up('gone', 0)]), limits);
    await store.maintain();
    await forget(actor);
    await makeOld(actor);
    let deleted = 0;
    for (let at = 0; at < steps; at += 1) deleted += await step(actor);
    await store.write(actor, batchOf([up('other', 0)]), limits);
    for (let at = steps; at < 3; at += 1) deleted += await step(actor);
    expect(deleted).toBe(1);
    await store.write(actor, batchOf([up('gone', 1)]), limits);
    expect([await names(actor), await jobs(actor)]).toEqual([['gone', 'other'], { gone: 1, other: 1 }]);
  });

  const event = fc.record({ kind: fc.constantFrom('write', 'write', 'write', 'sweep', 'sweep', 'sweep', 'flush', 'old', 'restart'), by: fc.nat(2), job: fc.constantFrom('a', 'b', 'c') });

  test('whatever happens in whatever order while they are deleted, what is acknowledged is there, and can be flushed', async () => {
    await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 25 }), async (events) => {
      const actor = someActor();
      const stores = [startStore(), startStore(), startStore({ looks: false })];
      for (const store of stores) await store.cardinality(actor, 1);
      for (const [at, job] of ['a', 'b', 'c'].entries()) await stores[2 - at]!.write(actor, batchOf([up(job, 0)]), limits);
      await stores[0]!.maintain();
      await forget(actor);
      await makeOld(actor);
      const expected: Record<string, number> = {};
      for (const [second, { kind, by, job }] of events.entries()) {
        if (kind === 'write') {
          // What is refused is written again by its sender.
          const { samples } = await stores[by]!.write(actor, batchOf([up(job, second + 1)]), limits).catch(() => stores[by]!.write(actor, batchOf([up(job, second + 1)]), limits));
          expected[job] = (expected[job] ?? 0) + samples;
        }
        if (kind === 'sweep') await step(actor);
        if (kind === 'old') await makeOld(actor);
        if (kind === 'flush') await stores[by]!.maintain();
        if (kind === 'restart') stores[by] = startStore();
      }
      expect(await jobs(actor)).toEqual(expected);
      const last = startStore();
      await last.cardinality(actor, 1);
      await last.maintain();
      expect(await jobs(actor)).toEqual(expected);
    }), { numRuns: 40 });
  }, 120_000);
});
