import fc from 'fast-check';
import { RateLimiter } from './rate-limiter.ts';

describe('RateLimiter', () => {
  function setup(perSecond: number, burst: number) {
    let now = 1_000_000;
    const limiter = new RateLimiter('tenant', { perSecond, burst }, { now: () => new Date(now) });
    return { limiter, pass: (ms: number) => void (now += ms) };
  }

  test('lets a burst through, then the sustained rate', () => {
    const { limiter, pass } = setup(10, 3);
    expect([1, 2, 3, 4].map(() => limiter.take('a').allowed)).toEqual([true, true, true, false]);
    pass(100);
    expect([limiter.take('a').allowed, limiter.take('a').allowed]).toEqual([true, false]);
  });

  test('keeps the keys apart', () => {
    const { limiter } = setup(1, 1);
    expect([limiter.take('a').allowed, limiter.take('a').allowed, limiter.take('b').allowed]).toEqual([true, false, true]);
  });

  test('says what is left and when to come back', () => {
    const { limiter } = setup(0.5, 2);
    expect(limiter.take('a').headers).toEqual({ 'RateLimit-Policy': '"tenant";q=2;w=4', RateLimit: '"tenant";r=1;t=2' });
    limiter.take('a');
    expect(limiter.take('a')).toMatchObject({ allowed: false, retryAfterSeconds: 2, headers: { RateLimit: '"tenant";r=0;t=4' } });
  });

  test('never lets more through than burst plus rate times time, and a refusal costs nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(200), { maxLength: 200 }), (perSecond, burst, pauses) => {
        const { limiter, pass } = setup(perSecond, burst);
        let allowed = 0;
        let elapsed = 0;
        for (const ms of pauses) {
          pass(ms);
          elapsed += ms;
          if (limiter.take('a').allowed) allowed += 1;
        }
        expect(allowed).toBeLessThanOrEqual(burst + (elapsed * perSecond) / 1000 + 1);
        pass((1000 * burst) / perSecond + 1);
        expect(Array.from({ length: burst }, () => limiter.take('a').allowed)).not.toContain(false);
      }),
    );
  });

  test('does not lock anybody out when the clock is set back', () => {
    const { limiter, pass } = setup(1, 1);
    limiter.take('a');
    pass(-3_600_000);
    expect(limiter.take('a').allowed).toBe(true);
  });

  test('forgets keys that are at rest', () => {
    const { limiter, pass } = setup(1000, 10);
    for (let key = 0; key < 30_000; key += 1) {
      limiter.take(`k${key}`);
      pass(1);
    }
    expect((limiter as unknown as { fullAt: Map<string, number> }).fullAt.size).toBeLessThanOrEqual(10_001);
  });
});
