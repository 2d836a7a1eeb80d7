import fc from 'fast-check';
import { asTenantId, type Actor } from '#internal/kernel';
import { Labels } from '#pkg/promql';
import { DEFAULT_METRIC_LIMITS } from '../domain/metric-limits.ts';
import type { WrittenSeries } from '../domain/written-series.ts';
import { InMemoryMetricStore } from '../fakes/in-memory-metric-store.ts';
import { batchOf, seriesFrom } from '../fakes/write-batches.ts';
import { QueryThreads } from '../threads/query-threads.ts';
import { answerQuery } from './answer-query.ts';
import { QueryTurns } from './query-turns.ts';
import { RangeQueryCache } from './range-query-cache.ts';

const BEGIN_MS = Date.parse('2026-06-01T12:00:00Z');
const actor: Actor = { tenantId: asTenantId('0192f0c8-0000-7000-8000-00000000000a'), subject: 'ana', kind: 'user', correlationId: 'x', ip: '', via: 'test' };
const limits = { ...DEFAULT_METRIC_LIMITS, outOfOrderWindowMs: 120_000 };

const QUERIES = [
  'a', 'sum(a)', 'rate(a_total[2m])', 'a offset 1m', 'a offset -1m', 'max_over_time(a[3m:20s])', 'max_over_time(a[3m:20s] offset -2m)', 'a @ 1780315500', 'a @ end()', 'a @ start()', 'sum_over_time(a[2m] @ 1780315600)',
  'max_over_time((a offset -30s)[1m:10s] @ 1780315500)', 'time()', 'vector(1)', 'timestamp(a)', 'a > 5', 'topk(1, a)', 'absent(a{n="9"})', 'count(a) + on() sum(b_total offset 2m)', '1', 'rate(a[2m])', 'last_over_time(a[1m])', '-a', 'a and b_total', 'minute()',
];

type Step =
  | { readonly kind: 'write'; readonly name: string; readonly n: number; readonly agoMs: number; readonly value: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'ask'; readonly query: number; readonly fromMs: number; readonly toMs: number };

const name = fc.constantFrom('a', 'a_total', 'b_total');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('write' as const), name, n: fc.integer({ min: 1, max: 9 }), agoMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 130_000 }), fc.integer({ min: 0, max: 500_000 })), value: fc.integer({ min: 0, max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 60_000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), query: fc.nat(1), fromMs: fc.integer({ min: 0, max: 4 }).map((n) => n * 60_000), toMs: fc.integer({ min: -60, max: 120 }).map((seconds) => seconds * 1000) }) },
);
/** Few queries and one step, so that they meet what was remembered. */
const course = fc.record({ queries: fc.tuple(fc.constantFrom(...QUERIES), fc.constantFrom(...QUERIES)), stepMs: fc.constantFrom(10_000, 30_000), steps: fc.array(step, { minLength: 20, maxLength: 50 }) });

describe('answers from the cache', () => {
  const runner = new QueryThreads({ threads: 1, heavySamples: Infinity, heavyValues: Infinity });
  afterAll(() => runner.close());

  test('are the same as without it, whatever was written and asked before', async () => {
    let remembered = 0;
    const run = async ({ queries, stepMs, steps }: typeof course extends fc.Arbitrary<infer Course> ? Course : never): Promise<void> => {
      let nowMs = BEGIN_MS;
      const store = new InMemoryMetricStore({ now: () => new Date(nowMs) });
      const write = (series: string, n: number, timeMs: number, value: number) => store.write(actor, batchOf([seriesFrom({ __name__: series, n: String(n) }, [[timeMs, value]])]), limits);
      /** The first series of each name goes on all the time. */
      const goOn = async (ms: number): Promise<void> => {
        nowMs += ms;
        for (const series of ['a', 'a_total', 'b_total']) await write(series, 0, nowMs, (nowMs / 1000) % 17);
      };
      for (let n = 0; n < 30; n += 1) await goOn(15_000);
      const cache = new RangeQueryCache();
      const answering = (own: RangeQueryCache) => answerQuery({ store, limitsOf: () => Promise.resolve(limits), runner, turns: new QueryTurns(4), cache: own, experimental: false });
      const [withCache, without] = [answering(cache), answering(new RangeQueryCache({ bytes: 0, bytesPerTenant: 0 }))];
      for (const each of steps) {
        if (each.kind === 'wait') await goOn(each.ms);
        else if (each.kind === 'write') await write(each.name, each.n, nowMs - each.agoMs, each.value);
        else {
          const startMs = BEGIN_MS + each.fromMs;
          const query = { query: queries[each.query] ?? 'a', startMs, endMs: Math.max(startMs, nowMs + each.toMs), stepMs };
          const [one, other] = [await textOf(withCache(actor, query, FORM)), await textOf(without(actor, query, FORM))];
          expect([query.query, one]).toEqual([query.query, other]);
        }
      }
      remembered += cache.bytes;
    };
    await fc.assert(fc.asyncProperty(course, run), { numRuns: 40 });
    expect(remembered).toBeGreaterThan(0);
  }, 60_000);
});

const FORM = { style: 'prometheus', limit: 0, withStatistics: false, warnings: [] } as const;

async function textOf(pieces: AsyncGenerator<Uint8Array, void>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

describe('the cache itself', () => {
  const tenants = ['0192f0c8-0000-7000-8000-00000000000a', '0192f0c8-0000-7000-8000-00000000000b'].map(asTenantId);
  const series = (points: number): WrittenSeries[] => [{ labels: Labels.from({ a: 'b' }), times: Float64Array.from({ length: points }, (_, n) => n * 10), text: new Uint8Array(8 * points - 1), offsets: Uint32Array.from({ length: points + 1 }, (_, n) => 8 * n) }];
  const key = (tenant: number, query: string) => ({ tenantId: tenants[tenant]!, query, startMs: 0, stepMs: 10, lookbackMs: undefined });
  const known = (points: number) => ({ startMs: 0, untilMs: (points - 1) * 10, series: series(points), version: 1 });

  test('holds no more than it may, of a tenant and in all, and forgets what was used longest ago', () => {
    const cache = new RangeQueryCache({ bytes: 100_000, bytesPerTenant: 60_000 });
    for (let n = 0; n < 20; n += 1) cache.keep(key(0, `q${n}`), known(500));
    expect(cache.bytes).toBeLessThanOrEqual(60_000);
    expect([cache.find(key(0, 'q0'), 1_000, 1), cache.find(key(0, 'q19'), 1_000, 1)]).toEqual([undefined, expect.anything()]);
    for (let n = 0; n < 20; n += 1) cache.keep(key(1, `q${n}`), known(500));
    expect(cache.bytes).toBeLessThanOrEqual(100_000);
    cache.keep(key(0, 'huge'), known(50_000));
    expect(cache.find(key(0, 'huge'), 1_000, 1)).toBeUndefined();
  });

  test('is worth its memory for what is asked again, by the same tenant in the same steps', () => {
    const cache = new RangeQueryCache();
    const asked = [key(0, 'q'), key(0, 'other'), key(1, 'q'), { ...key(0, 'q'), stepMs: 20 }, { ...key(0, 'q'), startMs: 100 }];
    expect(asked.map((one) => cache.isWorthKeeping(one))).toEqual([false, false, false, false, true]);
  });

  test('tells tenants, steps, phases and versions apart', () => {
    const cache = new RangeQueryCache();
    cache.keep(key(0, 'q'), known(100));
    expect(cache.find(key(1, 'q'), 500, 1)).toBeUndefined();
    expect(cache.find({ ...key(0, 'q'), stepMs: 20 }, 500, 1)).toBeUndefined();
    expect(cache.find({ ...key(0, 'q'), startMs: 5 }, 500, 1)).toBeUndefined();
    expect(cache.find({ ...key(0, 'q'), lookbackMs: 5 }, 500, 1)).toBeUndefined();
    expect(cache.find({ ...key(0, 'q'), startMs: -10 }, 500, 1)).toBeUndefined();
    expect(cache.find({ ...key(0, 'q'), startMs: 200 }, 500, 1)).toMatchObject({ untilMs: 500, series: [{ times: { length: 31 }, text: { length: 8 * 31 - 1 } }] });
    expect(cache.find(key(0, 'q'), 5_000, 1)).toMatchObject({ untilMs: 990 });
    expect(cache.find(key(0, 'q'), 500, 2)).toBeUndefined();
    expect(cache.bytes).toBe(0);
  });
});
