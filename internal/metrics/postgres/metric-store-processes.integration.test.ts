import { setImmediate as pause } from 'node:timers/promises';
import fc from 'fast-check';
import type { Actor, Clock } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { unavailable } from '#pkg/apperror';
import type { WriteSeries } from '#pkg/remote-write';
import { someActor, useTransactions } from '#test/support';
import { InMemoryMetricStore } from '../fakes/in-memory-metric-store.ts';
import { batchOf, labelsFrom, seriesFrom, someHistogram } from '../fakes/write-batches.ts';
import { DEFAULT_METRIC_LIMITS } from '../domain/metric-limits.ts';
import type { MetricStore } from '../ports/metric-store.ts';
import type { ChunkArchive } from './chunk-archive.ts';
import { PostgresChunkArchive } from './postgres-chunk-archive.ts';
import { PostgresMetricExtras } from './postgres-metric-extras.ts';
import { PostgresMetricStore } from './postgres-metric-store.ts';
import type { HeadSettings } from './tenant-deps.ts';

const MINUTE = 60_000;
const noonMs = Math.floor(Date.now() / MINUTE) * MINUTE;
const limits = DEFAULT_METRIC_LIMITS;
const hint = { stepMs: 0, rangeMs: 0, func: '', grouping: undefined, statisticsOnly: false } as const;

/** All samples of a tenant, by series. */
async function everything(store: MetricStore, actor: Actor, startMs = noonMs - 12 * 60 * MINUTE): Promise<Record<string, unknown>> {
  const [found = []] = await store.source(actor, limits).select([{ ...hint, startMs, endMs: noonMs + 20 * MINUTE, matchers: [{ name: '__name__', operator: '!=', value: '' }] }]);
  const entries = found.map(({ labels, timestamps, values, histograms, startTimestamps }) =>
    [labels.toString(), Array.from(timestamps, (time, at) => [time - noonMs, histograms?.[at]?.sum ?? values[at], startTimestamps?.[at] ?? 0])] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

describe('metric stores of several processes', () => {
  const transactions = useTransactions({ max: 10 });
  const clock: Clock = { now: () => new Date(noonMs) };
  const archive = new PostgresChunkArchive();

  /** As another process would have it. */
  const startStore = ({ archive: chunks = archive, transactions: database = transactions, spanMs = 120 * MINUTE, settings = {} }: { archive?: ChunkArchive; transactions?: Transactions; spanMs?: number; settings?: Partial<HeadSettings> } = {}) =>
    new PostgresMetricStore({ transactions: database, clock, archive: chunks, extras: new PostgresMetricExtras(clock), settings: { freshForQueriesMs: 0, freshForWritesMs: 0, spanMs, flushAfterRows: 0, ...settings } });

  const up = (offset: number, value: number, job = 'api'): WriteSeries => seriesFrom({ __name__: 'up', job }, [[noonMs + offset, value]]);

  test('each sees what the other was told, and judges by it', async () => {
    const [one, other, actor] = [startStore(), startStore(), someActor()];
    await one.write(actor, batchOf([up(0, 1)]), limits);
    expect(await everything(other, actor)).toEqual({ '{__name__="up", job="api"}': [[0, 1, 0]] });
    await other.write(actor, batchOf([up(1_000, 2), up(0, 1, 'web')]), limits);
    expect(await everything(one, actor)).toEqual(await everything(other, actor));
    expect(await one.write(actor, batchOf([up(1_000, 2)]), limits)).toMatchObject({ samples: 1, refusals: [] });
    expect(await one.write(actor, batchOf([up(1_000, 3)]), limits)).toMatchObject({ samples: 0, refusals: [{ reason: 'duplicate_sample' }] });
  });

  test('a query begins a look at what others wrote without waiting for it, and the next one sees it', async () => {
    const [writer, reader, actor] = [startStore(), startStore({ settings: { freshForQueriesMs: 600_000, lookAgainMs: 0 } }), someActor()];
    await writer.write(actor, batchOf([up(0, 1)]), limits);
    expect(Object.values(await everything(reader, actor))).toEqual([[[0, 1, 0]]]);
    await writer.write(actor, batchOf([up(1_000, 2)]), limits);
    let seen = await everything(reader, actor);
    expect(Object.values(seen)).toEqual([[[0, 1, 0]]]);
    while (JSON.stringify(seen) === JSON.stringify({ '{__name__="up", job="api"}': [[0, 1, 0]] })) seen = await everything(reader, actor);
    expect(Object.values(seen)).toEqual([[[0, 1, 0], [1_000, 2, 0]]]);
  });

  test('one that died left all that it was told', async () => {
    const [dead, actor] = [startStore(), someActor()];
    for (let minute = 0; minute < 10; minute += 1) await dead.write(actor, batchOf([up(minute * 1_000, minute), up(minute * 1_000, -minute, 'web')]), limits);
    await dead.write(actor, batchOf([up(-5_000, 7)]), limits);
    const before = await everything(dead, actor);
    expect(Object.values(before)).toHaveLength(2);
    expect(await everything(startStore(), actor)).toEqual(before);
  });

  test('what is in chunks is read as before: in the process that made them, in others, and after a restart', async () => {
    const [one, other, actor] = [startStore(), startStore(), someActor()];
    await one.write(actor, batchOf([up(-60_000, 1), up(0, 2), up(0, 3, 'web')]), limits);
    await other.write(actor, batchOf([up(1_000, 4)]), limits);
    const before = await everything(one, actor);
    expect(await one.maintain()).toBeGreaterThan(0);
    expect(await one.maintain()).toBe(0);
    for (const store of [one, other, startStore(), startStore({ spanMs: -30 * MINUTE })]) expect(await everything(store, actor)).toEqual(before);
    await other.write(actor, batchOf([up(2_000, 5)]), limits);
    const after = await everything(other, actor);
    for (const store of [one, startStore(), startStore({ spanMs: -30 * MINUTE })]) expect(await everything(store, actor)).toEqual(after);
  });

  test('a flush that was left in the middle is finished by another process, nothing twice', async () => {
    let left = 1;
    const failing = new (class extends PostgresChunkArchive {
      override async store(...[trx, tenantId, chunks]: Parameters<ChunkArchive['store']>): Promise<void> {
        if (left-- <= 0) throw unavailable('killed');
        await super.store(trx, tenantId, chunks);
      }
    })();
    const actor = someActor();
    const dying = startStore({ archive: failing });
    const hosts = Array.from({ length: 2_500 }, (_, host) => up(0, host, `host-${host}`));
    await dying.write(actor, batchOf(hosts), limits);
    const before = await everything(dying, actor);
    expect(await dying.maintain()).toBe(0);
    await dying.write(actor, batchOf([up(1_000, 1, 'host-0')]), limits);
    await transactions.run(actor, async ({ trx }) => { await trx.updateTable('metrics.flushes').set({ until: new Date(0) }).where('tenantId', '=', actor.tenantId).execute(); });
    const next = startStore();
    await everything(next, actor);
    expect(await next.maintain()).toBe(500);
    const rows = await transactions.read(actor, ({ trx }) => trx.selectFrom('metrics.chunks').select(({ fn }) => fn.countAll<number>().as('rows')).where('tenantId', '=', actor.tenantId).executeTakeFirstOrThrow());
    expect(rows).toEqual({ rows: 2_500 });
    const after = { ...before, '{__name__="up", job="host-0"}': [[0, 0, 0], [1_000, 1, 0]] };
    for (const store of [next, dying, startStore()]) expect(await everything(store, actor)).toEqual(after);
  });

  test.each(['before', 'after'] as const)('a commit that fails %s the database has it leaves nothing wrong in memory', async (moment) => {
    let isBroken = false;
    const breaking: Transactions = {
      ...transactions,
      read: (as, work) => transactions.read(as, work),
      runOnce: (as, request, handler) => transactions.runOnce(as, request, handler),
      async run(as, work) {
        const result = await transactions.run(as, async (scope) => {
          const done = await work(scope);
          if (isBroken && moment === 'before') throw unavailable('the connection broke');
          return done;
        });
        if (isBroken) throw unavailable('the connection broke');
        return result;
      },
    };
    const [store, actor] = [startStore({ transactions: breaking }), someActor()];
    await store.write(actor, batchOf([up(0, 1)]), limits);
    isBroken = true;
    await expect(store.write(actor, batchOf([up(1_000, 2), up(0, 1, 'new')]), limits)).rejects.toMatchObject({ code: 'unavailable' });
    isBroken = false;
    expect(await everything(store, actor)).toEqual(await everything(startStore(), actor));
    expect(await store.write(actor, batchOf([up(1_000, 2), up(0, 1, 'new')]), limits)).toMatchObject({ samples: 2, refusals: [] });
    expect(await everything(store, actor)).toEqual({ '{__name__="up", job="api"}': [[0, 1, 0], [1_000, 2, 0]], '{__name__="up", job="new"}': [[0, 1, 0]] });
  });

  test('many writers at once, with flushes in between, lose nothing', async () => {
    const [stores, actor] = [[startStore(), startStore(), startStore()], someActor()];
    const done = { value: false };
    const flushing = (async () => { while (!done.value) for (const store of stores) await pause().then(() => store.maintain()); })();
    await Promise.all(Array.from({ length: 9 }, async (_, writer) => {
      for (let minute = 0; minute < 20; minute += 1) {
        const outcome = await stores[writer % 3]!.write(actor, batchOf(['a', 'b'].map((job) => up(minute * 1_000, minute, `${job}-${writer}`))), limits);
        expect(outcome).toMatchObject({ samples: 2, refusals: [] });
      }
    }));
    done.value = true;
    await flushing;
    const expected = Array.from({ length: 20 }, (_, minute) => [minute * 1_000, minute, 0]);
    for (const store of [...stores, startStore()]) {
      const found = await everything(store, actor);
      expect(Object.keys(found)).toHaveLength(18);
      for (const samples of Object.values(found)) expect(samples).toEqual(expected);
    }
  });

  const sample = fc.record({ job: fc.constantFrom('a', 'b'), second: fc.integer({ min: -1_500, max: 30 }), value: fc.constantFrom(0, 1, -0, 2.5, NaN, 1e300), start: fc.constantFrom(0, noonMs - 7_200_000) });
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('write' as const), by: fc.nat(1), isHistogram: fc.boolean(), samples: fc.array(sample, { minLength: 1, maxLength: 8 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('flush' as const, 'restart' as const), by: fc.nat(1) }) },
  );

  test('two processes behave as one naive store, whatever comes in whatever order, flushed and restarted at any point', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
      const [actor, model] = [someActor(), new InMemoryMetricStore(clock)];
      const stores = [startStore(), startStore()];
      for (const { kind, by, ...rest } of steps) {
        if (kind === 'flush') await stores[by]!.maintain();
        if (kind === 'restart') stores[by] = startStore();
        if (!('samples' in rest)) continue;
        // One request with both kinds is judged kind by kind.
        const { isHistogram } = rest;
        const series = rest.samples.map(({ job, second, value, start }): WriteSeries => ({
          labels: labelsFrom({ __name__: 'm', job }),
          timestamps: isHistogram ? new Float64Array(0) : Float64Array.of(noonMs + second * 1_000),
          values: isHistogram ? new Float64Array(0) : Float64Array.of(value),
          startTimestamps: isHistogram ? undefined : Float64Array.of(start),
          histograms: isHistogram ? [{ timestamp: noonMs + second * 1_000, startTimestamp: start, histogram: someHistogram({ sum: value }) }] : [],
        }));
        const [outcome, expected] = [await stores[by]!.write(actor, batchOf(series), limits), await model.write(actor, batchOf(series), limits)];
        const comparable = ({ refusals, ...counts }: typeof outcome) => ({ ...counts, refusals: refusals.map(({ reason, count }) => `${reason} ${count}`).sort() });
        expect(comparable(outcome)).toEqual(comparable(expected));
      }
      const expected = await everything(model, actor);
      for (const store of [...stores, startStore(), startStore({ spanMs: -30 * MINUTE })]) expect(await everything(store, actor)).toEqual(expected);
    }), { numRuns: 40 });
  }, 120_000);
});
