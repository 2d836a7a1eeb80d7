import fc from 'fast-check';
import { compileMatchers, type Matcher, matchersText, MatcherSyntaxError, parseMatcher, parseMatchers } from './index.ts';
import recorded from './testdata/matchers.json';

describe('a text of matchers is read as by Alertmanager', () => {
  test.each(recorded.cases.map((known) => [known.text, known] as const))('%j', (text, known) => {
    if (known.error === undefined) {
      expect(parseMatchers(text)).toEqual(known.matchers);
      expect(matchersText(parseMatchers(text))).toBe(known.printed);
    } else expect(() => parseMatchers(text)).toThrow(MatcherSyntaxError);
  });

  test('with its words when neither syntax takes it', () => {
    expect(() => parseMatchers('foo')).toThrow('bad matcher format: foo');
    expect(() => parseMatchers('foo=b"ar')).toThrow('matcher value contains unescaped double quote: b"ar');
  });

  test('one matcher stands without braces', () => {
    expect(parseMatcher('severity=~"critical|warning"')).toEqual({ name: 'severity', op: '=~', value: 'critical|warning' });
    expect(() => parseMatcher('{a=b}')).toThrow('unexpected open or close brace: {a=b}');
    expect(() => parseMatcher('"a b"=c,d=e')).toThrow(MatcherSyntaxError);
    expect(() => parseMatcher('')).toThrow(MatcherSyntaxError);
  });

  test('a text of endless length is refused', () => {
    expect(() => parseMatchers(`a=${'b'.repeat(100_000)}`)).toThrow('at most 100000 characters');
  });
});

test('what is printed is read as the same', () => {
  const matcher = fc.record({ name: fc.string({ unit: 'grapheme', minLength: 1 }), op: fc.constantFrom('=', '!=' as const), value: fc.string({ unit: 'grapheme' }) });
  fc.assert(
    fc.property(fc.array(matcher as fc.Arbitrary<Matcher>, { minLength: 1, maxLength: 3 }), (matchers) => {
      // A name that only the syntax of UTF-8 knows is quoted when it has reserved characters.
      fc.pre(matchers.every(({ name, value }) => name.isWellFormed() && value.isWellFormed() && !/\p{C}/u.test(name + value)));
      expect(parseMatchers(matchersText(matchers))).toEqual(matchers);
    }),
  );
});

describe('matchers hold', () => {
  const holds = (text: string, labels: Record<string, string>) => compileMatchers(parseMatchers(text))(labels);

  test.each([
    ['a="x"', { a: 'x' }, true],
    ['a="x"', { a: 'xy' }, false],
    ['a=""', {}, true],
    ['a!=""', {}, false],
    ['a!="x"', {}, true],
    ['a=~"x"', { a: 'xy' }, false],
    ['a=~"x|y"', { a: 'y' }, true],
    ['a=~"x|yz"', { a: 'xz' }, false],
    ['a=~".*"', {}, true],
    ['a=~".+"', {}, false],
    ['a!~".+"', {}, true],
    ['a="x",b="y"', { a: 'x' }, false],
    ['', { a: 'x' }, true],
    ['constructor=""', {}, true],
  ])('%s on %j: %s', (text, labels, expected) => {
    expect(holds(text, labels as Record<string, string>)).toBe(expected);
  });

  test('a dot matches no line break, unlike in Prometheus', () => {
    expect(holds('a=~"x.y"', { a: 'x\ny' })).toBe(false);
    expect(holds('a=~"(?s)x.y"', { a: 'x\ny' })).toBe(true);
  });

  test('patterns that RE2 does not know, or that are too long, are refused', () => {
    for (const value of ['(?=a)', '(a)\\1', '(a{1,100}){1,100}', 'a{1001}', 'a'.repeat(10_001)]) {
      expect(() => compileMatchers([{ name: 'a', op: '=~', value }])).toThrow(MatcherSyntaxError);
    }
  });
});
