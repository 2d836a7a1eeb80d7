import { compileInhibitRule, inhibitionOf, inhibits, parseMatchers } from './index.ts';

const rule = (source: string, target: string, ...equal: string[]) => compileInhibitRule({ sourceMatchers: parseMatchers(source), targetMatchers: parseMatchers(target), equal }, 0);

describe('an alert inhibits another', () => {
  const byCritical = rule('severity="critical"', 'severity="warning"', 'cluster', 'service');
  const critical = { severity: 'critical', cluster: 'eu' };

  test.each([
    ['of the same cluster', critical, { severity: 'warning', cluster: 'eu' }, true],
    ['not one of another cluster', critical, { severity: 'warning', cluster: 'us' }, false],
    ['a missing label equals an empty one', { ...critical, service: '' }, { severity: 'warning', cluster: 'eu' }, true],
    ['a missing label differs from any other', { ...critical, service: 'x' }, { severity: 'warning', cluster: 'eu' }, false],
    ['not one that is no target', critical, { severity: 'info', cluster: 'eu' }, false],
    ['not when it is no source', { severity: 'info', cluster: 'eu' }, { severity: 'warning', cluster: 'eu' }, false],
  ])('%s', (_what, source, target, expected) => {
    expect(inhibits(byCritical, source, target)).toBe(expected);
  });

  test('everything, when no label has to be equal', () => {
    expect(inhibits(rule('a="1"', 'b="1"'), { a: '1', x: 'y' }, { b: '1' })).toBe(true);
  });
});

describe('an alert that matches both sides', () => {
  const both = rule('s="1"', 't="1"', 'e');
  const twoSided = { s: '1', t: '1', e: 'x' };

  test('is inhibited neither by itself nor by another one that does', () => {
    expect(inhibits(both, twoSided, twoSided)).toBe(false);
    expect(inhibits(both, { ...twoSided, other: 'y' }, twoSided)).toBe(false);
  });

  test('is inhibited by an alert that is a source only', () => {
    expect(inhibits(both, { s: '1', e: 'x' }, twoSided)).toBe(true);
  });

  test('inhibits an alert that is a target only', () => {
    expect(inhibits(both, twoSided, { t: '1', e: 'x' })).toBe(true);
  });
});

test('the first rule with a source wins, and names it', () => {
  const rules = [rule('s="1"', 't="1"', 'e'), rule('s="2"', 't="1"')];
  const sources = [{ id: 1, labels: { s: '2' } }, { id: 2, labels: { s: '1', e: 'x' } }];
  expect(inhibitionOf(rules, sources, { t: '1', e: 'x' })).toMatchObject({ rule: rules[0], source: { id: 2 } });
  expect(inhibitionOf(rules, sources, { t: '1' })).toMatchObject({ rule: rules[1], source: { id: 1 } });
  expect(inhibitionOf(rules, sources, { t: '2' })).toBeUndefined();
});

test('equal labels give equal keys, whatever else the alerts have and however values are cut', () => {
  const { equalKey } = rule('', '', 'b', 'a');
  expect(equalKey({ a: '1', b: '2', c: '3' })).toBe(equalKey({ b: '2', a: '1' }));
  expect(equalKey({})).toBe(equalKey({ a: '' }));
  expect(equalKey({ a: '1,2' })).not.toBe(equalKey({ a: '1', b: '2' }));
});
