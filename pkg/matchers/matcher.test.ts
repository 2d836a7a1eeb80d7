import fc from 'fast-check';
import { compileMatchers, MAX_PATTERN_LENGTH, type MatchOperator } from './matcher.ts';

const matches = (name: string, op: MatchOperator, value: string, labels: Record<string, string>) =>
  compileMatchers([{ name, op, value }])(labels);

describe('compileMatchers', () => {
  test.each([
    ['=', 'checkout', true],
    ['=', 'check', false],
    ['!=', 'check', true],
    ['!=', 'checkout', false],
    ['=~', 'check.*', true],
    ['=~', 'check', false],
    ['=~', 'out', false],
    ['=~', 'a|checkout', true],
    ['=~', 'check|checkout', true],
    ['=~', '^checkout$', true],
    ['!~', 'check', true],
    ['!~', 'check.*', false],
  ] as const)('service=checkout against %s "%s" is %s', (op, value, expected) => {
    expect(matches('service', op, value, { service: 'checkout' })).toBe(expected);
  });

  test.each([
    ['=', '', true],
    ['!=', '', false],
    ['=~', '.*', true],
    ['=~', '.+', false],
    ['!~', '.+', true],
    ['!=', 'x', true],
  ] as const)('a missing label equals an empty one: %s "%s" is %s', (op, value, expected) => {
    expect(matches('service', op, value, {})).toBe(expected);
    expect(matches('service', op, value, { service: '' })).toBe(expected);
    expect(matches('constructor', op, value, {})).toBe(expected);
  });

  test('every matcher must hold, and none at all holds for everything', () => {
    const both = compileMatchers([
      { name: 'a', op: '=', value: '1' },
      { name: 'b', op: '=~', value: '2.' },
    ]);
    expect(both({ a: '1', b: '22' })).toBe(true);
    expect(both({ a: '1', b: '3' })).toBe(false);
    expect(compileMatchers([])({})).toBe(true);
  });

  test('a dot also matches a line break', () => {
    expect(matches('message', '=~', 'disk.*full', { message: 'disk\nis full' })).toBe(true);
  });

  test.each(['(', '(?=a)', '(?<=a)b', '(a)\\1', 'a{1001}', '(a{1,100}){1,100}', 'a)(b', '[z-a]'])('refuses the pattern %s and names it', (value) => {
    const matchers = [{ name: 'ok', op: '=', value: 'x' } as const, { name: 'a', op: '=~', value } as const];
    expect(() => compileMatchers(matchers)).toThrow(
      expect.objectContaining({ code: 'invalid', details: [expect.objectContaining({ field: '/matchers/1/value' })] }) as Error,
    );
  });

  test('refuses a pattern that is too long', () => {
    expect(() => matches('a', '!~', 'a'.repeat(MAX_PATTERN_LENGTH + 1), {})).toThrow(/at most 1024/);
    const longer = [{ name: 'a', op: '=~', value: `${'b|'.repeat(MAX_PATTERN_LENGTH)}a.` } as const];
    expect(compileMatchers(longer, '/matchers', 4 * MAX_PATTERN_LENGTH)({ a: 'ax' })).toBe(true);
    expect(() => compileMatchers(longer, '/matchers', 2 * MAX_PATTERN_LENGTH)).toThrow(/at most 2048/);
  });

  test('a pattern that backtracking engines choke on answers at once', () => {
    const started = performance.now();
    expect(matches('a', '=~', '(a+)+$', { a: `${'a'.repeat(4000)}!` })).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('a negative operator is always the opposite of its positive one', () => {
    const label = fc.record({ a: fc.string() }, { requiredKeys: [] });
    fc.assert(
      fc.property(label, fc.string(), fc.constantFrom('a|b', '.*', '[^a]+', ''), (labels, text, pattern) => {
        expect(matches('a', '!=', text, labels)).toBe(!matches('a', '=', text, labels));
        expect(matches('a', '!~', pattern, labels)).toBe(!matches('a', '=~', pattern, labels));
      }),
    );
  });
});
