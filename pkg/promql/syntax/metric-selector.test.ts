import { parseMetricSelector } from './metric-selector.ts';

describe('a selector by itself', () => {
  test.each<[string, string]>([
    ['up', '__name__=up'],
    ['up{job="a",b!="c"}', 'job=a b!=c __name__=up'],
    [' {a=~"b.*",} # all', 'a=~b.*'],
    ['{"a.b"}', '__name__=a.b'],
    ['{}', ''],
    ['{job=~".*"}', 'job=~.*'],
    ['sum', '__name__=sum'],
    ['offset{a!~"b"}', 'a!~b __name__=offset'],
    ['start', '__name__=start'],
    ['a:b:c', '__name__=a:b:c'],
  ])('%s means %s', (text, expected) => {
    expect(parseMetricSelector(text).map(({ name, operator, value }) => name + operator + value).join(' ')).toBe(expected);
  });

  // As Prometheus 3.15 words them.
  test.each<[string, string]>([
    ['1', '1:1: parse error: unexpected number "1"'],
    ['', 'unknown position: parse error: unexpected end of input'],
    ['up[5m]', '1:3: parse error: unexpected "["'],
    ['up offset 5m', '1:4: parse error: unexpected <offset>'],
    ['up @ 1', '1:4: parse error: unexpected <op:@>'],
    ['rate(up[5m])', '1:5: parse error: unexpected "("'],
    ['(up)', '1:1: parse error: unexpected "("'],
    ['-up', '1:1: parse error: unexpected <op:->'],
    ['up+up', '1:3: parse error: unexpected <op:+>'],
    ["'x'", '1:1: parse error: unexpected string "\'x\'"'],
    ['foo bar', '1:5: parse error: unexpected identifier "bar"'],
    ['{a="b"}{c="d"}', '1:8: parse error: unexpected "{"'],
    ['{a="b"', '1:7: parse error: unexpected end of input inside braces'],
    ['{a=b}', '1:4: parse error: unexpected identifier "b" in label matching, expected string'],
    ['{job=~"("}', '1:2: parse error: error parsing regexp: missing closing ): `(`'],
    ['up}', "1:3: parse error: unexpected character: '}'"],
    ['bool', '1:1: parse error: unexpected <bool>'],
    ['NaN', '1:1: parse error: unexpected number "NaN"'],
    ['1up', '1:1: parse error: bad number or duration syntax: "1"'],
  ])('%j is refused: %s', (text, expected) => {
    expect(() => parseMetricSelector(text)).toThrow(expected);
  });
});
