import type { Actor } from '#internal/kernel';
import type { DeltaSum, DeltaSums } from './delta-sums.ts';
import { somebody } from './metric-settings.contract.ts';

const sum = (last: number, state: unknown): DeltaSum => ({ start: 0, lastStart: last - 10, last, state });

/** What every store of sums promises. */
export function deltaSumsContract(name: string, open: () => DeltaSums, someone: () => Actor = somebody): void {
  describe(`${name} keeps sums of deltas`, () => {
    const known = async (sums: DeltaSums, actor: Actor, series: readonly string[], maxSeries = 10) => {
      let seen: { sums: unknown; room: number } | undefined;
      await sums.change(actor, { series, maxSeries }, (found) => ((seen = { ...found, sums: Object.fromEntries(found.sums) }), []));
      return seen;
    };

    test('as they were given, of every shape, for that tenant only', async () => {
      const [sums, owner, stranger] = [open(), someone(), someone()];
      const kept = [['a', sum(10, 1.5)], ['["b"]', sum(20, { counts: [1, 2], sum: Infinity, positive: new Map([[-3, 4]]), none: undefined })]] as const;
      await sums.change(owner, { series: ['a', '["b"]'], maxSeries: 10 }, () => kept);
      expect(await known(sums, owner, ['a', '["b"]', 'c'])).toEqual({ sums: Object.fromEntries(kept), room: 8 });
      expect(await known(sums, stranger, ['a'])).toEqual({ sums: {}, room: 10 });
    });

    test('one change after the other, so that none is lost', async () => {
      const [sums, owner] = [open(), someone()];
      const add = () => sums.change(owner, { series: ['a'], maxSeries: 10 }, ({ sums: found }) => [['a', sum(10, ((found.get('a')?.state as number | undefined) ?? 0) + 1)]]);
      await Promise.all(Array.from({ length: 5 }, add));
      expect(await known(sums, owner, ['a'])).toMatchObject({ sums: { a: { state: 5 } } });
    });

    test('up to so many of a tenant', async () => {
      const [sums, owner] = [open(), someone()];
      await sums.change(owner, { series: ['a', 'b'], maxSeries: 2 }, () => [['a', sum(10, 1)], ['b', sum(10, 1)]]);
      expect(await known(sums, owner, ['c'], 2)).toEqual({ sums: {}, room: 0 });
    });
  });
}
