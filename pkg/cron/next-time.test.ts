import { nextTime } from './next-time.ts';

describe('nextTime', () => {
  test.each([
    ['0 0 * * *', '2026-03-01T12:00:00.000Z', '2026-03-02T00:00:00.000Z'],
    ['*/15 * * * *', '2026-03-01T12:00:00.000Z', '2026-03-01T12:15:00.000Z'],
    ['0 9 * * MON-FRI', '2026-03-06T09:00:00.000Z', '2026-03-09T09:00:00.000Z'],
    ['0 0 29 2 *', '2026-03-01T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
  ])('%s after %s is %s', (expression, after, expected) => {
    expect(nextTime(expression, new Date(after)).toISOString()).toBe(expected);
  });

  test.each(['', 'tomorrow', '61 * * * *', '* * *'])('refuses %j', (expression) => {
    expect(() => nextTime(expression, new Date(0))).toThrow(RangeError);
  });
});
