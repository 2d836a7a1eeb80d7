import fc from 'fast-check';
import { backoffMs, ceilingMs, outageBackoffMs } from './backoff.ts';

const options = { baseMs: 100, maxMs: 60_000 };
const random = fc.double({ min: 0, max: 0.999, noNaN: true });

describe('ceilingMs', () => {
  test('doubles up to the longest pause, also after more tries than anybody counts', () => {
    expect([0, 1, 2, 3, 11, 5_000].map((attempts) => ceilingMs(attempts, options))).toEqual([100, 100, 200, 400, 60_000, 60_000]);
  });
});

describe('backoffMs', () => {
  test('doubles its ceiling with every attempt', () => {
    expect([1, 2, 3, 4].map((attempts) => backoffMs(attempts, options, 0))).toEqual([50, 100, 200, 400]);
  });

  test('never exceeds the maximum and never comes down to nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), random, (attempts, chance) => {
        const wait = backoffMs(attempts, options, chance);
        expect(wait).toBeGreaterThanOrEqual(options.baseMs / 2);
        expect(wait).toBeLessThanOrEqual(options.maxMs);
      }),
    );
  });
});

describe('outageBackoffMs', () => {
  test('waits as long again as has been waited already', () => {
    expect([0, 100, 400, 1_600].map((waited) => outageBackoffMs(waited, options, 0.999))).toEqual([100, 100, 400, 1_599]);
  });

  test('never exceeds the maximum, however long the outage, and never comes down to nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 1_000_000_000 }), random, (waited, chance) => {
        const wait = outageBackoffMs(waited, options, chance);
        expect(wait).toBeGreaterThanOrEqual(options.baseMs / 2);
        expect(wait).toBeLessThanOrEqual(options.maxMs);
      }),
    );
  });
});
