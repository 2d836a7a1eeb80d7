import { randomUUID } from 'node:crypto';
import { type Actor, asTenantId, type Clock, systemActor } from '#internal/kernel';
import type { Matcher } from '#pkg/matchers';
import type { SeriesSamples } from '#pkg/promql';
import type { WriteSeries } from '#pkg/remote-write';
import { isStaleWords, STALE_NAN, staleHistogram, wordsOf } from '#pkg/sample-model';
import { batchOf, labelsFrom, seriesFrom, someHistogram } from '../fakes/write-batches.ts';
import { DEFAULT_METRIC_LIMITS, type MetricLimits } from '../domain/metric-limits.ts';
import type { MetricStore } from './metric-store.ts';

/** What is told of a store that others run: it answers late, and judges samples in its own way or not at all. */
export interface MetricStoreTraits {
  /** Resolves when what was written can be read. */
  readonly visible?: () => Promise<void>;
  /** False: it takes duplicates, late samples and any number of series. */
  readonly judges?: boolean;
  /** False: it keeps no exemplars. */
  readonly exemplars?: boolean;
  /** False: it knows no native histograms and no start times. */
  readonly histograms?: boolean;
  /** False: its answers leave out staleness markers. */
  readonly staleness?: boolean;
  /** False: it keeps no metadata. */
  readonly metadata?: boolean;
  /** False: it tells only roughly at which times a series had samples. */
  readonly exactLists?: boolean;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Whole seconds, so that stores of that resolution agree. */
const nowMs = Math.floor(Date.now() / SECOND) * SECOND;
const clock: Clock = { now: () => new Date(nowMs) };
const always = { startMs: nowMs - 60 * MINUTE, endMs: nowMs + 60 * MINUTE };
const hint = { stepMs: 0, rangeMs: 0, func: '', grouping: undefined, statisticsOnly: false } as const;
const someone = (): Actor => systemActor(asTenantId(randomUUID()), 'test', { correlationId: '0'.repeat(32), via: 'test' });

/** What every `MetricStore` promises. Each case uses a tenant of its own. */
export function metricStoreContract(name: string, open: (clock: Clock) => MetricStore, { visible = async () => undefined, judges = true, exemplars = true, histograms = true, staleness = true, metadata = true, exactLists = true }: MetricStoreTraits = {}): void {
  const onlyWhere = (holds: boolean) => (holds ? describe : describe.skip);

  function setup(limits: Partial<MetricLimits> = {}) {
    const [store, actor, applied] = [open(clock), someone(), { ...DEFAULT_METRIC_LIMITS, ...limits }];
    const write = async (...series: WriteSeries[]) => {
      const outcome = await store.write(actor, batchOf(series), applied);
      await visible();
      return outcome;
    };
    const select = async (matchers: readonly Matcher[], range = always, as = actor): Promise<readonly SeriesSamples[]> => {
      const request = { ...hint, ...range, matchers: matchers.map(({ op, ...matcher }) => ({ ...matcher, operator: op })) };
      const [found = []] = await store.source(as, applied).select([request]);
      return [...found].sort((one, other) => (one.labels.key < other.labels.key ? -1 : 1));
    };
    /** Pairs of time (from now) and value of the only series of a name. */
    const read = async (metric: string, range = always) => (await select([{ name: '__name__', op: '=', value: metric }], range)).flatMap(pairs);
    return { store, actor, write, select, read };
  }

  const pairs = ({ timestamps, values }: SeriesSamples) => Array.from(timestamps, (timestamp, at) => [timestamp - nowMs, values[at]]);
  const up = (samples: readonly (readonly [number, number])[], more: Record<string, string> = {}) => seriesFrom({ __name__: 'up', ...more }, samples.map(([offset, value]) => [nowMs + offset, value] as const));

  describe(`${name} keeps the contract of a metric store`, () => {
    describe('floats', () => {
      test('come back as they were written, in the order of time, over several writes', async () => {
        const { write, read } = setup();
        expect(await write(up([[-30_000, 1], [-15_000, 2.5]]))).toEqual({ samples: 2, histograms: 0, exemplars: 0, refusals: [] });
        await write(up([[0, -0.125]]), seriesFrom({ __name__: 'down' }, [[nowMs, 7]]));
        expect(await read('up')).toEqual([[-30_000, 1], [-15_000, 2.5], [0, -0.125]]);
        expect(await read('down')).toEqual([[0, 7]]);
      });

      test('are found in their range, both ends included', async () => {
        const { write, read } = setup();
        await write(up([[-30_000, 1], [-20_000, 2], [-10_000, 3], [0, 4]]));
        const found = await read('up', { startMs: nowMs - 20_000, endMs: nowMs - 10_000 });
        expect(found).toEqual(expect.arrayContaining([[-20_000, 2], [-10_000, 3]]));
        expect(await read('up', { startMs: nowMs - 60 * MINUTE, endMs: nowMs - 40 * MINUTE })).toEqual([]);
      });

      (staleness ? test : test.skip)('keep the staleness marker, bit by bit', async () => {
        const { write, select } = setup();
        const values = new Float64Array(2);
        values.set([1]);
        values.set(STALE_NAN, 1);
        await write({ labels: labelsFrom({ __name__: 'up' }), timestamps: Float64Array.of(nowMs - SECOND, nowMs), values });
        const [found] = await select([{ name: '__name__', op: '=', value: 'up' }]);
        const words = wordsOf(found!.values);
        expect(isStaleWords(words[2]!, words[3]!)).toBe(true);
      });

      test('are chosen by matchers; a label that is missing counts as empty', async () => {
        const { write, select } = setup();
        await write(up([[0, 1]], { job: 'api', env: 'prod' }), up([[0, 2]], { job: 'web' }), up([[0, 3]]));
        const labels = async (...matchers: Matcher[]) => (await select(matchers)).map((series) => series.labels.toString());
        expect(await labels({ name: '__name__', op: '=', value: 'up' }, { name: 'job', op: '=~', value: 'a.*|w.*' })).toEqual(['{__name__="up", env="prod", job="api"}', '{__name__="up", job="web"}']);
        expect(await labels({ name: '__name__', op: '=', value: 'up' }, { name: 'env', op: '=', value: '' }, { name: 'job', op: '!=', value: '' })).toEqual(['{__name__="up", job="web"}']);
        expect(await labels({ name: '__name__', op: '=', value: 'up' }, { name: 'job', op: '!~', value: '.+' })).toEqual(['{__name__="up"}']);
      });

      test('of many series and requests are all there', async () => {
        const { write, select } = setup();
        for (let minute = 0; minute < 20; minute += 1) {
          await write(...Array.from({ length: 50 }, (_, series) => up([[(minute - 20) * MINUTE, series * 1_000 + minute]], { instance: `host-${series}` })));
        }
        const found = await select([{ name: '__name__', op: '=', value: 'up' }]);
        expect(found).toHaveLength(50);
        for (const series of found) {
          const host = Number(series.labels.get('instance').slice(5));
          expect(pairs(series)).toEqual(Array.from({ length: 20 }, (_, minute) => [(minute - 20) * MINUTE, host * 1_000 + minute]));
        }
      });
    });

    test('a tenant sees nothing of another one', async () => {
      const { store, write, select, actor } = setup();
      await write(up([[0, 1]]));
      const other = someone();
      expect(await select([{ name: '__name__', op: '=', value: 'up' }], always, other)).toEqual([]);
      expect(await store.series(other, { selectors: [], ...always })).toEqual({ items: [], truncated: false });
      expect(await store.labelNames(other, { selectors: [], ...always })).toEqual({ items: [], truncated: false });
      expect(await store.labelValues(other, 'job', { selectors: [], ...always })).toEqual({ items: [], truncated: false });
      expect(other.tenantId).not.toBe(actor.tenantId);
    });

    describe('lists', () => {
      const written = async () => {
        const made = setup();
        await made.write(up([[0, 1]], { job: 'api' }), up([[0, 1]], { job: 'web' }), seriesFrom({ __name__: 'down', zone: 'a' }, [[nowMs, 1]]));
        return made;
      };
      const selectUp = { selectors: [[{ name: '__name__', op: '=', value: 'up' }]], ...always } as const;

      test('series of any of the selectors, sorted and cut', async () => {
        const { store, actor } = await written();
        const [api, web, down] = [{ __name__: 'up', job: 'api' }, { __name__: 'up', job: 'web' }, { __name__: 'down', zone: 'a' }].map(labelsFrom);
        expect(await store.series(actor, selectUp)).toEqual({ items: [api, web], truncated: false });
        expect(await store.series(actor, { ...selectUp, selectors: [...selectUp.selectors, [{ name: 'zone', op: '=', value: 'a' }]] })).toEqual({ items: [down, api, web], truncated: false });
        expect(await store.series(actor, { ...selectUp, limit: 1 })).toEqual({ items: [api], truncated: true });
      });

      test('label names and values', async () => {
        const { store, actor } = await written();
        expect(await store.labelNames(actor, { selectors: [], ...always })).toEqual({ items: ['__name__', 'job', 'zone'], truncated: false });
        expect(await store.labelNames(actor, selectUp)).toEqual({ items: ['__name__', 'job'], truncated: false });
        expect(await store.labelValues(actor, 'job', selectUp)).toEqual({ items: ['api', 'web'], truncated: false });
        expect(await store.labelValues(actor, 'job', { ...selectUp, limit: 1 })).toEqual({ items: ['api'], truncated: true });
        expect(await store.labelValues(actor, 'zone', selectUp)).toEqual({ items: [], truncated: false });
      });

      (exactLists ? test : test.skip)('nothing outside of the range', async () => {
        const { store, actor } = await written();
        const before = { selectors: [], startMs: nowMs - 60 * MINUTE, endMs: nowMs - 50 * MINUTE };
        expect(await store.series(actor, before)).toEqual({ items: [], truncated: false });
        expect(await store.labelNames(actor, before)).toEqual({ items: [], truncated: false });
      });
    });

    (metadata ? test : test.skip)('metadata is known by its family, also when senders disagree', async () => {
      const { store, actor, write } = setup();
      const requests = { type: 'counter', help: 'Requests', unit: '' } as const;
      await write({ ...up([[0, 1]], { job: 'a' }), metadata: { ...requests, family: 'up' } }, { ...up([[0, 1]], { job: 'b' }), metadata: { ...requests, family: 'up' } });
      await write({ ...up([[SECOND, 1]], { job: 'b' }), metadata: { ...requests, help: 'All requests', family: 'up' } });
      const known = await store.metadata(actor, {});
      expect([...known.keys()]).toEqual(['up']);
      expect(known.get('up')).toHaveLength(2);
      expect(known.get('up')).toEqual(expect.arrayContaining([requests, { ...requests, help: 'All requests' }]));
      expect((await store.metadata(actor, { family: 'up', limitPerFamily: 1 })).get('up')).toHaveLength(1);
      expect((await store.metadata(actor, { family: 'other' })).size).toBe(0);
    });

    onlyWhere(judges)('judges samples', () => {
      test('the same request again changes nothing and counts as written', async () => {
        const { write, read } = setup();
        const series = [up([[-2_000, 1], [-1_000, NaN], [0, 3]])];
        await write(...series);
        expect(await write(...series)).toEqual({ samples: 3, histograms: 0, exemplars: 0, refusals: [] });
        expect(await read('up')).toEqual([[-2_000, 1], [-1_000, NaN], [0, 3]]);
      });

      test('another value at a time that has one is refused, what is right is kept', async () => {
        const { write, read } = setup();
        await write(up([[0, 1]], { job: 'a' }));
        const outcome = await write(up([[0, 2], [1_000, 3]], { job: 'a' }));
        expect(outcome).toMatchObject({ samples: 1, refusals: [{ reason: 'duplicate_sample', count: 1 }] });
        expect(outcome.refusals[0]?.example).toContain('up{job="a"}');
        expect(await read('up')).toEqual([[0, 1], [1_000, 3]]);
      });

      test('late samples are accepted inside the window, in any order, and judged like all others', async () => {
        const { write, read } = setup({ outOfOrderWindowMs: 10 * MINUTE });
        await write(up([[0, 1]]));
        expect(await write(up([[-5 * MINUTE, 2], [-10 * MINUTE, 3], [-10 * MINUTE - 1, 4]]))).toMatchObject({ samples: 2, refusals: [{ reason: 'too_old', count: 1 }] });
        expect(await write(up([[-5 * MINUTE, 2], [-10 * MINUTE, 9]]))).toMatchObject({ samples: 1, refusals: [{ reason: 'duplicate_sample', count: 1 }] });
        expect(await read('up')).toEqual([[-10 * MINUTE, 3], [-5 * MINUTE, 2], [0, 1]]);
      });

      test('without a window they are out of order', async () => {
        const { write } = setup({ outOfOrderWindowMs: 0 });
        await write(up([[0, 1]]));
        expect(await write(up([[-1_000, 2]]))).toMatchObject({ samples: 0, refusals: [{ reason: 'out_of_order', count: 1 }] });
      });

      test('ten minutes into the future and no further', async () => {
        const { write } = setup();
        expect(await write(up([[10 * MINUTE, 1], [10 * MINUTE + 1, 2]]))).toMatchObject({ samples: 1, refusals: [{ reason: 'too_far_in_future', count: 1 }] });
      });

      test('a series with bad labels loses its samples only', async () => {
        const { write, read } = setup();
        const outcome = await write({ ...up([[0, 1], [1_000, 1]]), labels: [{ name: 'job', value: 'nameless' }] }, up([[0, 2]]));
        expect(outcome).toMatchObject({ samples: 1, refusals: [{ reason: 'invalid_labels', count: 2 }] });
        expect(await read('up')).toEqual([[0, 2]]);
      });

      test('no more new series than the tenant may have; known ones go on', async () => {
        const { write, read } = setup({ maxActiveSeries: 2 });
        const outcome = await write(up([[0, 1]], { job: 'a' }), up([[0, 1]], { job: 'b' }), up([[0, 1], [1_000, 1]], { job: 'c' }));
        expect(outcome).toMatchObject({ samples: 2, refusals: [{ reason: 'series_limit', count: 2 }] });
        expect(outcome.refusals[0]?.example).toContain('up{job="c"}');
        expect(await write(up([[1_000, 1]], { job: 'b' }))).toMatchObject({ samples: 1, refusals: [] });
        expect(await read('up')).toHaveLength(3);
      });

      test('two requests at once are judged against each other', async () => {
        const { write, read } = setup();
        const outcomes = await Promise.all([1, 2].map((value) => write(up([[0, value]]))));
        expect(outcomes.map(({ samples }) => samples).sort()).toEqual([0, 1]);
        expect(await read('up')).toHaveLength(1);
      });

      test('a query that selects too many series is told so', async () => {
        const { store, actor, write } = setup({ maxSeriesPerQuery: 2 });
        await write(...['a', 'b', 'c'].map((job) => up([[0, 1]], { job })));
        const request = { ...hint, ...always, matchers: [{ name: '__name__', operator: '=', value: 'up' }] } as const;
        await expect(store.source(actor, { maxSeriesPerQuery: 2 }).select([request])).rejects.toMatchObject({ code: 'limit' });
      });

      test('what changes behind the settled moment raises the version, what is new does not', async () => {
        const { store, actor, write } = setup();
        const limits = { outOfOrderWindowMs: MINUTE };
        await write(up([[-30 * MINUTE, 1], [0, 1]]));
        const before = await store.settled(actor, limits);
        expect(before.settledMs).toBeLessThanOrEqual(nowMs - MINUTE);
        await write(up([[1_000, 1]]));
        expect((await store.settled(actor, limits)).version).toBe(before.version);
        await write(seriesFrom({ __name__: 'late' }, [[nowMs - 30 * MINUTE, 1]]));
        expect((await store.settled(actor, limits)).version).toBeGreaterThan(before.version);
      });

      test('tells what active series are made of', async () => {
        const { store, actor, write } = setup();
        await write(up([[0, 1]], { job: 'a' }), up([[1_000, 1]], { job: 'b' }), seriesFrom({ __name__: 'down', job: 'a' }, [[nowMs, 1]]));
        expect(await store.cardinality(actor, 1)).toMatchObject({
          series: 3, labelPairs: 4, range: { startMs: nowMs, endMs: nowMs + 1_000 },
          seriesByMetric: [{ name: 'up', value: 2 }], valuesByLabel: [{ value: 2 }], seriesByPair: [{ value: 2 }],
        });
      });
    });

    onlyWhere(histograms)('native histograms', () => {
      const latency = (...samples: readonly { readonly offset: number; readonly histogram?: Partial<ReturnType<typeof someHistogram>> }[]): WriteSeries => ({
        labels: labelsFrom({ __name__: 'latency' }), timestamps: new Float64Array(0), values: new Float64Array(0),
        histograms: samples.map(({ offset, histogram }) => ({ timestamp: nowMs + offset, startTimestamp: 0, histogram: someHistogram(histogram) })),
      });

      test('come back, ended by a staleness marker', async () => {
        const { write, select } = setup();
        const ended = { ...latency(), histograms: [{ timestamp: nowMs + 2_000, startTimestamp: 0, histogram: staleHistogram('integer') }] };
        expect(await write(latency({ offset: 0 }, { offset: 1_000, histogram: { count: 11, positiveCounts: Float64Array.of(3, 6) } }))).toMatchObject({ samples: 0, histograms: 2, refusals: [] });
        await write(ended);
        const [found] = await select([{ name: '__name__', op: '=', value: 'latency' }]);
        expect(found?.histograms?.[0]).toMatchObject({ schema: 1, count: 10, sum: 12.5, zeroThreshold: 0.001, zeroCount: 2, positive: { indexes: [0, 1], counts: [3, 5] }, negative: { indexes: [], counts: [] } });
        expect(found?.histograms?.[1]).toMatchObject({ count: 11, positive: { counts: [3, 6] } });
        expect(found?.histograms?.[2]).toBeUndefined();
        const words = wordsOf(found!.values);
        expect(isStaleWords(words[4]!, words[5]!)).toBe(true);
      });

      test('are judged like floats; one that makes no sense is refused', async () => {
        const { write, select } = setup();
        await write(latency({ offset: 0 }));
        expect(await write(latency({ offset: 0 }))).toMatchObject({ histograms: 1, refusals: [] });
        expect(await write(latency({ offset: 0, histogram: { sum: 1 } }))).toMatchObject({ histograms: 0, refusals: [{ reason: 'duplicate_sample', count: 1 }] });
        expect(await write(latency({ offset: 1_000, histogram: { count: 3 } }))).toMatchObject({ histograms: 0, refusals: [{ reason: 'invalid_histogram', count: 1 }] });
        expect(await write(latency({ offset: -1_000, histogram: { sum: 3 } }))).toMatchObject({ histograms: 1, refusals: [] });
        const [found] = await select([{ name: '__name__', op: '=', value: 'latency' }]);
        expect(found?.histograms?.map((histogram) => histogram?.sum)).toEqual([3, 12.5]);
      });

      test('start times come back with their samples', async () => {
        const { write, select } = setup();
        await write({ ...up([[0, 1], [1_000, 2]]), startTimestamps: Float64Array.of(nowMs - MINUTE, nowMs - MINUTE) });
        const [found] = await select([{ name: '__name__', op: '=', value: 'up' }]);
        expect(Array.from(found?.startTimestamps ?? [])).toEqual([nowMs - MINUTE, nowMs - MINUTE]);
      });
    });

    onlyWhere(exemplars)('exemplars', () => {
      const traced = (offset: number, trace: string, value = 1) => ({ timestamp: nowMs + offset, value, labels: labelsFrom({ trace_id: trace }) });

      test('come back with their series; a repeat changes nothing, one out of order is refused', async () => {
        const { store, actor, write } = setup();
        const series = { ...up([[0, 1]]), exemplars: [traced(0, 'a'), traced(1_000, 'b')] };
        expect(await write(series)).toMatchObject({ exemplars: 2, refusals: [] });
        expect(await write({ ...series, exemplars: [traced(1_000, 'b'), traced(500, 'c')] })).toMatchObject({ exemplars: 1, refusals: [{ reason: 'exemplar_refused', count: 1 }] });
        const selection = { selectors: [[{ name: '__name__', op: '=', value: 'up' }]], startMs: nowMs, endMs: nowMs + 10_000 } as const;
        expect(await store.exemplars(actor, selection)).toEqual([
          { labels: labelsFrom({ __name__: 'up' }), exemplars: [{ labels: labelsFrom({ trace_id: 'a' }), value: 1, timestampMs: nowMs }, { labels: labelsFrom({ trace_id: 'b' }), value: 1, timestampMs: nowMs + 1_000 }] },
        ]);
        expect(await store.exemplars(actor, { ...selection, endMs: nowMs - 1 })).toEqual([]);
      });
    });
  });
}
