import fc from 'fast-check';
import { astJson, parsePromql, prettifyPromql, printPromql, PromqlError, type PromqlSyntaxOptions, typeOf } from './index.ts';

const everything: PromqlSyntaxOptions = { experimentalFunctions: true, durationExpressions: true, extendedRangeSelectors: true, fillModifiers: true };
const printed = (query: string) => printPromql(parsePromql(query, everything));

function errorOf(query: string, options = everything): PromqlError {
  try {
    parsePromql(query, options);
  } catch (error) {
    if (error instanceof PromqlError) return error;
    throw error;
  }
  throw new Error(`${query} parses`);
}

describe('parsePromql', () => {
  test.each([
    ['-1^2', '-1 ^ 2'],
    ['a + b offset 5m * c', 'a + b offset 5m * c'],
    ['sum(foo)by(bar)', 'sum by (bar) (foo)'],
    ['rate(x[1h30m]@start()offset-5m)', 'rate(x[1h30m] @ start() offset -5m)'],
    [`{"a.b", 'c d'='e'}`, '{"c d"="e",__name__="a.b"}'],
    ['a/on(x)group_left(y)fill(0)b', 'a / on (x) group_left (y) fill (0) b'],
    ['offset offset 5m', 'offset offset 5m'],
    ['0x1F + 1_000 + 010 + 1.', '31 + 1000 + 8 + 1'],
    ['x[min_of(step(), 5m)] # comment', 'x[min_of(step(), 5m)]'],
  ])('%s is %s', (query, expected) => {
    expect(printed(query)).toBe(expected);
  });

  test('what stands behind an operand binds to it alone', () => {
    const expr = parsePromql('a + b offset 5m * c');
    expect(expr).toMatchObject({ op: '+', left: { name: 'a', offsetMs: 0 }, right: { op: '*', left: { name: 'b', offsetMs: 300_000 }, right: { name: 'c' } } });
  });

  test.each([
    ['', 'unknown position: parse error: no expression found in input'],
    ['foo{a="b" c="d"}', '1:11: parse error: unexpected identifier "c" in label matching, expected "," or "}"'],
    ['sum by job (x)', '1:8: parse error: unexpected identifier "job" in grouping opts, expected "("'],
    ['rate(x)', '1:6: parse error: expected type range vector in call to function "rate", got instant vector'],
    ['nosuch(x)', '1:1: parse error: unknown function with name "nosuch"'],
    ['1 == 1', '1:3: parse error: comparisons between scalars must use BOOL modifier'],
    ['a and on(b) group_left(c) d', '1:1: parse error: no grouping allowed for "and" operation'],
    ['foo[5m][5m]', '1:8: parse error: ranges only allowed for vector selectors'],
    ['{a=~".*"}', '1:1: parse error: vector selector must contain at least one non-empty matcher'],
    ['a{b=~"("}', '1:3: parse error: error parsing regexp: missing closing ): `(`'],
    ['"ä" + \n  "ö', '2:3: parse error: unterminated quoted string'],
    ['(1))', '1:5: parse error: unexpected right parenthesis \')\''],
    ['x offset 5m offset 5m', '1:1: parse error: offset may not be set multiple times'],
  ])('%j is refused as by Prometheus', (query, message) => {
    expect(errorOf(query)).toMatchObject({ message, errorType: 'bad_data', code: 'invalid' });
  });

  test.each(['limitk(1, x)', 'info(x)', 'x[5m * 2]', 'x anchored', 'a + fill(0) b', 'mad_over_time(x[5m])'])('%s has to be asked for', (query) => {
    expect(errorOf(query, {}).message).toMatch(/not enabled|must be enabled/);
    expect(printed(query)).toBeTruthy();
  });

  test('a column counts bytes', () => {
    expect(errorOf('{"ä"="b"} +').message).toMatch(/^1:13: /);
  });

  test('nesting without end is refused instead of overflowing the stack', () => {
    expect(errorOf(`${'('.repeat(1_500)}1${')'.repeat(1_500)}`).message).toContain('nested too deeply');
    expect(errorOf(`${'-'.repeat(10_000)}1`).errorType).toBe('bad_data');
  });

  test('the tree comes as JSON in the shape of parse_query', () => {
    expect(astJson(parsePromql('sum without (a) (up{job!="x"} offset 1m)'))).toEqual({
      type: 'aggregation', op: 'sum', grouping: ['a'], without: true, param: null,
      expr: {
        type: 'vectorSelector', name: 'up', offset: 60_000, offsetExpr: null, timestamp: null, startOrEnd: null, anchored: false, smoothed: false,
        matchers: [{ name: 'job', value: 'x', type: '!=' }, { name: '__name__', value: 'up', type: '=' }],
      },
    });
  });

  test('a long expression is split over lines', () => {
    const long = `sum by (job) (rate(${'x'.repeat(60)}[5m])) / sum by (job) (rate(${'y'.repeat(60)}[5m]))`;
    expect(prettifyPromql(parsePromql(long)).split('\n')).toEqual([
      `  sum by (job) (rate(${'x'.repeat(60)}[5m]))`,
      '/',
      `  sum by (job) (rate(${'y'.repeat(60)}[5m]))`,
    ]);
  });
});

const name = fc.constantFrom('up', 'job:rate5m', 'sum', 'offset', 'rate', 'step', '_x1');
const duration = fc.constantFrom('5m', '1h30m', '90d', '15s', '1ms', '3w');
const label = fc.tuple(fc.constantFrom('a', 'by', '__name__x', '"c d"', '"ö"'), fc.constantFrom('=', '!=', '=~', '!~'), fc.constantFrom('x', '', 'a|b', '\\n', 'ü')).map(([key, op, value]) => `${key}${op}"${value}"`);
const selector = fc.tuple(name, fc.array(label, { maxLength: 2 })).map(([metric, labels]) => (labels.length > 0 ? `${metric}{${labels.join(',')}}` : metric));
const shift = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, duration.map((text) => ` offset ${text}`), duration.map((text) => ` @ 12.5 offset -${text}`), fc.constant(' @ end()'));
const vector = fc.letrec<{ vector: string }>((tie) => ({
  vector: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(selector, shift).map(([text, time]) => text + time),
    fc.tuple(selector, duration, shift).map(([text, range, time]) => `rate(${text}[${range}]${time})`),
    tie('vector').map((inner) => `(${inner})`),
    tie('vector').map((inner) => `-${inner}`),
    fc.tuple(tie('vector'), duration, shift).map(([inner, range, time]) => `max_over_time((${inner})[${range}:]${time})`),
    fc.tuple(fc.constantFrom('sum', 'avg by (a, "c d")', 'count without (by)', 'topk by (a)'), tie('vector')).map(([op, inner]) => (op.startsWith('topk') ? `${op} (3, ${inner})` : `${op} (${inner})`)),
    fc.tuple(tie('vector'), fc.constantFrom('+', '-', '*', '/', '%', '^', 'atan2', '== bool', '> on (a)', '<= ignoring (by) group_left (b)', 'and', 'or on ()', 'unless'), tie('vector')).map(([left, op, right]) => `${left} ${op} ${right}`),
    fc.tuple(tie('vector'), fc.constantFrom('+', '*', '>'), fc.constantFrom('1', '-0.5', '1e9', 'NaN', '5m')).map(([left, op, right]) => `${left} ${op} ${right}`),
  ),
})).vector;

describe('printing', () => {
  test('what is printed parses to the same expression, whatever it is', () => {
    const withoutRanges = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'range' ? undefined : inner)));
    fc.assert(
      fc.property(vector, (query) => {
        const expr = parsePromql(query);
        expect(typeOf(expr)).toBe('vector');
        for (const text of [printPromql(expr), prettifyPromql(expr)]) {
          expect(printPromql(parsePromql(text))).toBe(printPromql(expr));
          expect(withoutRanges(astJson(parsePromql(text)))).toEqual(sortedMatchers(withoutRanges(astJson(expr))));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('no text makes the parser fail other than by saying what is wrong', () => {
    const piece = fc.oneof(vector, fc.constantFrom('(', ')', '{', '}', '[', ']', ',', '"', '`', '#', '@', 'offset', 'by', '5m', ':', '=~', '!', '\\', '\n', 'bool', '1e', '0x'), fc.string());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        try {
          parsePromql(pieces.join(' '), everything);
        } catch (error) {
          expect(error).toBeInstanceOf(PromqlError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Printing sorts matchers by their text, with the name last where it stood in front. */
function sortedMatchers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedMatchers);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, key === 'matchers' ? reparsed(inner as { name: string; type: string; value: string }[]) : sortedMatchers(inner)]);
  return Object.fromEntries(entries);
}

function reparsed(matchers: readonly { name: string; type: string; value: string }[]) {
  const text = printPromql({
    kind: 'vector', name: '', extension: undefined, offsetMs: 0, offsetExpr: undefined, timestampMs: undefined, startOrEnd: undefined, range: { start: 0, end: 0 },
    matchers: matchers.slice(0, -1).map(({ name, type, value }) => ({ name, operator: type as '=', value })),
  });
  const again = text === '' ? [] : parsedMatchers(`x${text}`);
  return [...again, matchers.at(-1)];
}

function parsedMatchers(text: string): unknown[] {
  const { matchers } = astJson(parsePromql(text)) as { matchers: unknown[] };
  return matchers.slice(0, -1);
}
