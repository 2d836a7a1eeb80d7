import fc from 'fast-check';
import { emptyHistogram, type FloatHistogram } from '#pkg/promql';
import { type AlertData, expandAlertTemplate, formatFloat, parseAlertTemplate, type TemplateLimits } from './index.ts';
import expansions from './testdata/expansions.json';
import { exactDigits, roundDigits } from './values/decimal-digits.ts';

interface ExpansionCase {
  readonly text: string;
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
}

const histogram: FloatHistogram = { ...emptyHistogram, count: 3, sum: 10 };
const alert: AlertData = { labels: { instance: 'host:9100', job: 'node', empty: '' }, externalLabels: { cluster: 'eu' }, externalUrl: 'http://testhost:9090/path/prefix', value: 0.123456789 };
const ofHistogram: AlertData = { labels: {}, externalLabels: {}, externalUrl: '', value: histogram };

async function query(expr: string): Promise<{ labels: Record<string, string>; value: number | FloatHistogram }[]> {
  if (expr === 'fail') throw new Error('no such thing');
  if (expr === 'none') return [];
  if (expr === 'histogram') return [{ labels: { a: 'b' }, value: histogram }];
  return [{ labels: { __name__: 'metric', instance: 'b', __value__: 'v' }, value: 21 }, { labels: { __name__: 'metric', instance: 'a' }, value: 11.5 }];
}

const expand = async (text: string, data = alert, limits: Partial<TemplateLimits> = {}): Promise<string> =>
  expandAlertTemplate('__alert_test', text, { data, timeMs: 1_353_755_652_000, externalUrl: alert.externalUrl, query, limits });

describe('templates of alerts expand as in Prometheus', () => {
  test.each((expansions.cases as ExpansionCase[]).map((one) => [one.text, one] as const))('%j', async (text, { input, output, error }) => {
    const expanded = expand(text, input === 'histogram' ? ofHistogram : alert);
    const result = await expanded.then((value) => ({ output: value }), (thrown: Error) => ({ error: thrown.message }));
    expect(result).toEqual(error === undefined ? { output } : { error });
  });
});

test('numbers are rounded from their exact digits, ties to even', () => {
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 64), fc.integer().map((n) => n / 1000));
  fc.assert(
    fc.property(number, fc.integer({ min: 0, max: 18 }), fc.constantFrom('e' as const, 'f' as const), (value, precision, verb) => {
      const text = formatFloat(value, verb, precision);
      const exact = exactDigits(value);
      const cut = roundDigits(exact, verb === 'e' ? precision + 1 : exact.point + precision);
      expect(text.replace(/e.*/, '').replace(/[-.]/g, '').replace(/^0+|0+$/g, '')).toBe(cut.digits);
    }),
    { numRuns: 2_000 },
  );
});

describe('a template', () => {
  test.each([
    ['its text', '{{ range 1000 }}{{ printf "%1000d" 1 }}{{ end }}', /is longer than 65536 characters/],
    ['its steps', '{{ range 1000000 }}{{ end }}{{ range 1000000 }}{{ if true }}{{ end }}{{ end }}', /takes more than 100000 steps/],
    ['the depth of its calls', '{{ define "r" }}{{ template "r" . }}{{ end }}{{ template "r" . }}', /exceeded maximum template depth \(100\)/],
    ['its queries', '{{ range 30 }}{{ query "metric" }}{{ end }}', /at most 20 queries/],
    ['its length', 'x'.repeat(70_000), /at most 65536 characters/],
    ['its nesting', '{{ if true }}'.repeat(1_000), /max expression depth exceeded/],
    ['its parentheses', `{{ ${'('.repeat(5_000)}1${')'.repeat(5_000)} }}`, /max expression depth exceeded/],
    ['widths', '{{ printf "%999999d" 1 }}', /a width of more than 10000/],
    ['regular expressions', '{{ reReplaceAll "" "xxxxxxxxxx" (printf "%9999d" 1) | reReplaceAll "" "xxxxxxxxxxxxxxxxxxxx" }}', /the replacement is too long/],
  ])('is bounded in %s', async (_what, text, message) => {
    await expect(expand(text)).rejects.toThrow(message);
  });

  test('without a query is expanded at once', () => {
    expect(expandAlertTemplate('__alert_x', '{{ $value }}', { data: alert, timeMs: 0 })).toBe('0.123456789');
  });

  test('sees each of its queries once, in order', async () => {
    const asked: string[] = [];
    const text = '{{ range 2 }}{{ query "a" | first | value }}{{ query (printf "b%d" .) | first | value }} {{ end }}';
    const answer = async (expr: string) => (asked.push(expr), [{ labels: {}, value: asked.length }]);
    expect(await expandAlertTemplate('__alert_x', text, { data: alert, timeMs: 0, query: answer })).toBe('12 34 ');
    expect(asked).toEqual(['a', 'b0', 'a', 'b1']);
  });

  test('is checked without being expanded', () => {
    expect(() => parseAlertTemplate('Down', '{{ $nothing }}')).toThrow('template: __alert_Down:1: undefined variable "$nothing"');
    expect(() => parseAlertTemplate('Down', '{{ first (query "none") }}')).not.toThrow();
  });
});
