import { notificationFaults } from './notification-checkers.ts';

const copy = (id: string, ...alerts: readonly string[]) => ({ id, groupKey: 'g', alerts });
const one = { accepted: new Set(['a']), open: new Set(['a']) };

describe('the checker of notifications', () => {
  test('is content with repeats of a copy, and with news', () => {
    expect(notificationFaults([copy('1', '+a'), copy('1', '+a')], one)).toEqual([]);
    expect(notificationFaults([copy('1', '+a'), copy('2', '-a')], { ...one, open: new Set() })).toEqual([]);
  });

  test.each([
    ['a lost alert', [copy('1', '+a')], { accepted: new Set(['a', 'b']), open: new Set(['a', 'b']) }, 'nobody was told of b'],
    ['copies that differ', [copy('1', '+a'), copy('1', '-a')], { ...one, open: new Set<string>() }, 'two copies of 1 differ'],
    ['the same under two ids', [copy('1', '+a'), copy('2', '+a')], one, 'g was told the same twice under two ids'],
    ['an end that nobody was told', [copy('1', '+a')], { ...one, open: new Set<string>() }, 'the last word on a is that it fires'],
  ])('finds %s', (_what, copies, state, fault) => {
    expect(notificationFaults(copies, state)).toContain(fault);
  });
});
