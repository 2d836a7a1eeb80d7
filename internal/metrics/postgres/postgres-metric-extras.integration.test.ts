import type { Actor, Clock } from '#internal/kernel';
import { someActor, useTransactions } from '#test/support';
import type { MetricsTransaction } from './chunk-archive.ts';
import { pruneExemplars } from './exemplar-rows.ts';
import { pruneMetadata } from './metadata-rows.ts';
import { PostgresMetricExtras } from './postgres-metric-extras.ts';

const transactions = useTransactions();
const noon = new Date('2026-06-01T12:00:00Z');
const later = new Date('2026-06-03T12:00:00Z');
const ever = { startMs: 0, endMs: later.getTime() };

function setup() {
  let now = noon;
  const clock: Clock = { now: () => now };
  return { extras: new PostgresMetricExtras(clock), at: (time: Date) => void (now = time), ana: someActor() };
}

const run = <R>(actor: Actor, work: (trx: MetricsTransaction) => Promise<R>): Promise<R> => transactions.run(actor, ({ trx }) => work(trx.$pickTables()));
const exemplar = (seriesId: number, timestampMs: number, value = 1, trace = 'a') => ({ seriesId, timestampMs, value, labels: [{ name: 'trace_id', value: trace }] });

describe('exemplars', () => {
  test('come back by series and time; another tenant sees none', async () => {
    const { extras, ana } = setup();
    const given = [exemplar(2, 5, NaN), exemplar(1, 10, Infinity), exemplar(1, 20, -0, '"\\{}é')];
    expect(await run(ana, (trx) => extras.addExemplars(trx, ana.tenantId, given))).toEqual([undefined, undefined, undefined]);
    const read = (actor: Actor, ids: number[], range = ever) => run(actor, (trx) => extras.exemplars(trx, ana.tenantId, ids, range));
    expect(await read(ana, [1, 2])).toEqual([
      { seriesId: 1, exemplars: [{ labels: given[1]?.labels, value: Infinity, timestampMs: 10 }, { labels: given[2]?.labels, value: -0, timestampMs: 20 }] },
      { seriesId: 2, exemplars: [{ labels: given[0]?.labels, value: NaN, timestampMs: 5 }] },
    ]);
    expect(await read(ana, [1], { startMs: 11, endMs: 20 })).toMatchObject([{ exemplars: [{ timestampMs: 20 }] }]);
    expect(await read(someActor(), [1, 2])).toEqual([]);
    expect(await read(ana, [])).toEqual([]);
  });

  test('are refused one by one: out of order, too long, not to be stored', async () => {
    const { extras, ana } = setup();
    const add = (...given: ReturnType<typeof exemplar>[]) => run(ana, (trx) => extras.addExemplars(trx, ana.tenantId, given));
    await add(exemplar(1, 100));
    expect(await add(exemplar(1, 100), exemplar(1, 100, 2), exemplar(1, 99), exemplar(1, 101), exemplar(1, 101), exemplar(1, 100), exemplar(2, 1, 1, 'x'.repeat(129)), exemplar(2, 1, 1, '\0'))).toEqual([
      undefined, 'it is out of order', 'it is out of order', undefined, undefined, 'it is out of order', expect.stringContaining('137 characters') as string, 'its labels have the character 0',
    ]);
  });

  test('a series keeps some hundred of its newest; old ones go', async () => {
    const { extras, ana } = setup();
    const times = async () => (await run(ana, (trx) => extras.exemplars(trx, ana.tenantId, [1], ever))).flatMap(({ exemplars }) => exemplars.map(({ timestampMs }) => timestampMs));
    for (let turn = 0; turn < 16; turn += 1) await run(ana, (trx) => extras.addExemplars(trx, ana.tenantId, Array.from({ length: 20 }, (_, index) => exemplar(1, turn * 20 + index))));
    expect(await times()).toEqual(Array.from({ length: 100 }, (_, index) => 220 + index));
    expect(await run(ana, (trx) => pruneExemplars(trx, ana.tenantId, 300, 50))).toBe(50);
    expect((await times())[0]).toBe(270);
  });
});

describe('metadata', () => {
  const entry = (family: string, help = 'Requests') => ({ family, type: 'counter' as const, help, unit: '' });

  test('is known by family, also when senders disagree, and once when they repeat it', async () => {
    const { extras, ana } = setup();
    const add = (...given: ReturnType<typeof entry>[]) => run(ana, (trx) => extras.addMetadata(trx, ana.tenantId, given));
    const read = (request = {}) => run(ana, (trx) => extras.metadata(trx, ana.tenantId, request));
    await add(entry('b'), entry('a'), entry('a'), entry('a', 'All\0 requests'), entry('x'.repeat(3000)));
    await add(entry('a'));
    const known = await read();
    expect([...known.keys()]).toEqual(['a', 'b']);
    expect(known.get('a')).toHaveLength(2);
    expect(known.get('b')).toEqual([{ type: 'counter', help: 'Requests', unit: '' }]);
    expect([...(await read({ limit: 1 })).keys()]).toEqual(['a']);
    expect((await read({ family: 'a', limitPerFamily: 1 })).get('a')).toHaveLength(1);
    expect((await read({ family: 'c' })).size).toBe(0);
  });

  test('is forgotten when nobody sends it any more', async () => {
    const { extras, ana, at } = setup();
    await run(ana, (trx) => extras.addMetadata(trx, ana.tenantId, [entry('old'), entry('used')]));
    at(later);
    await run(ana, (trx) => extras.addMetadata(trx, ana.tenantId, [entry('used')]));
    await run(ana, (trx) => pruneMetadata(trx, ana.tenantId, Math.floor(later.getTime() / 86_400_000)));
    expect([...(await run(ana, (trx) => extras.metadata(trx, ana.tenantId, {}))).keys()]).toEqual(['used']);
  });
});
