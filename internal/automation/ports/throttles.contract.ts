import type { Actor, Clock } from '#internal/kernel';
import { SLOT_LEASE_MS } from '../domain/throttle-queue.ts';
import { anybody } from './automation.contract.ts';
import type { ThrottleAnswer, Throttles } from './throttles.ts';

/** What every limiter promises. `open` makes one that reads the time from the clock it is given. */
export function throttlesContract(name: string, open: (clock: Clock) => Throttles): void {
  describe(`${name} limits what runs under a key`, () => {
    const setup = () => {
      let now = Date.UTC(2026, 0, 1);
      const owner = anybody();
      const throttles = open({ now: () => new Date(now) });
      const ask = (holder: string, limits: object = { concurrency: 2 }, key = 'host', actor: Actor = owner): Promise<ThrottleAnswer> => throttles.acquire(actor, { key, holder, ...limits });
      return { ask, granted: async (...asked: Parameters<typeof ask>) => (await ask(...asked)).granted, end: (holder: string) => throttles.release(owner, 'host', holder), renew: (holder: string) => throttles.renew(owner, 'host', holder), pass: (ms: number) => void (now += ms) };
    };

    test('never more at once than its concurrency, whoever asks how often', async () => {
      const { ask, granted, end } = setup();
      const answers = await Promise.all(['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'].map((holder) => ask(holder)));
      expect(new Set(['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'].filter((_, index) => answers[index]?.granted)).size).toBe(2);
      const [holding = '', ...others] = await Promise.all(['a', 'b', 'c', 'd'].map(async (holder) => ((await granted(holder)) ? holder : ''))).then((all) => all.filter(Boolean));
      expect(others).toHaveLength(1);
      await end(holding);
      expect(await granted(holding)).toBe(false);
    });

    test('in the order in which they first asked; one that stops asking loses its place', async () => {
      const { granted, end, pass } = setup();
      expect([await granted('a', { concurrency: 1 }), await granted('b', { concurrency: 1 }), await granted('c', { concurrency: 1 })]).toEqual([true, false, false]);
      await end('a');
      expect([await granted('c', { concurrency: 1 }), await granted('b', { concurrency: 1 })]).toEqual([false, true]);
      expect(await granted('d', { concurrency: 1 })).toBe(false);
      await end('b');
      pass(120_000);
      expect(await granted('d', { concurrency: 1 })).toBe(true);
    });

    test('one that waits no longer makes room for those behind it', async () => {
      const { granted, end } = setup();
      for (const holder of ['a', 'b', 'c']) await granted(holder, { concurrency: 1 });
      await end('b');
      await end('a');
      expect(await granted('c', { concurrency: 1 })).toBe(true);
    });

    test('a holder of which nothing is heard loses its slot, one that is renewed keeps it', async () => {
      const { granted, renew, pass } = setup();
      await granted('a', { concurrency: 1 });
      pass(SLOT_LEASE_MS - 1);
      await renew('a');
      pass(SLOT_LEASE_MS - 1);
      expect(await granted('b', { concurrency: 1 })).toBe(false);
      pass(1);
      expect(await granted('b', { concurrency: 1 })).toBe(true);
    });

    test('no more begins in any window than its rate, however quickly they end, and it says when the next may', async () => {
      const { ask, end, pass } = setup();
      const rate = { rate: { limit: 2, perMs: 60_000 } };
      const begins: number[] = [];
      let time = 0;
      for (let holder = 0; begins.length < 9; ) {
        const answer = await ask(String(holder), rate);
        if (answer.granted) {
          begins.push(time);
          await end(String(holder));
          holder += 1;
        }
        const step = answer.granted ? 7000 : answer.retryMs;
        pass(step);
        time += step;
      }
      expect(begins.filter((begin, index) => index >= 2 && begin - (begins[index - 2] ?? 0) < 60_000)).toEqual([]);
      expect(begins.at(-1)).toBeLessThan(4 * 60_000 + 20_000);
    });

    test('keys and tenants do not touch each other', async () => {
      const { granted } = setup();
      const one = { concurrency: 1 };
      expect([await granted('a', one), await granted('b', one, 'other'), await granted('c', one, 'host', anybody()), await granted('d', one)]).toEqual([true, true, true, false]);
    });
  });
}
