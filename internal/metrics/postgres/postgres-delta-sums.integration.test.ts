import { someActor, useTransactions } from '#test/support';
import { deltaSumsContract } from '../ports/delta-sums.contract.ts';
import { DELTA_MEMORY_MS } from '../ports/delta-sums.ts';
import { PostgresDeltaSums } from './postgres-delta-sums.ts';

const transactions = useTransactions();

deltaSumsContract('PostgreSQL', () => new PostgresDeltaSums(transactions, { now: () => new Date() }), () => someActor());

test('sums to which nothing was added for an hour are forgotten', async () => {
  const time = { now: Date.parse('2026-03-01T12:00:00Z') };
  const [sums, actor] = [new PostgresDeltaSums(transactions, { now: () => new Date(time.now) }), someActor()];
  const request = { series: ['a'], maxSeries: 10 };
  await sums.change(actor, request, () => [['a', { start: 0, lastStart: 0, last: 1, state: 7 }]]);
  const seen: number[] = [];
  for (const pause of [DELTA_MEMORY_MS, 1]) {
    time.now += pause;
    await sums.change(actor, request, ({ sums: known }) => (seen.push(known.size), []));
  }
  expect(seen).toEqual([1, 0]);
});
