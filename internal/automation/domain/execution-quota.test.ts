import { secondsUntilFree } from './execution-quota.ts';

describe('a quota per minute', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);

  test.each([
    ['nothing was requested', undefined, undefined],
    ['the request that fills it was just made', ago(0), 60],
    ['it was made half a minute ago', ago(29.5), 31],
    ['it is a minute old', ago(60), undefined],
  ])('when %s', (_, nth, expected) => {
    expect(secondsUntilFree(nth, now)).toBe(expected);
  });
});
