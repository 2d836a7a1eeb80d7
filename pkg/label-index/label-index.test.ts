import fc from 'fast-check';
import { compileMatchers, type Matcher } from '#pkg/matchers';
import { compareUtf8, type Label } from '#pkg/sample-model';
import { LabelIndex } from './label-index.ts';
import { MAX_SELECTOR_PATTERN } from './values-of-matcher.ts';

const name = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__');
const value = fc.constantFrom('', 'x', 'y', 'xy', 'z.z', '\u{1f600}', '\uffff');
const labels = fc.uniqueArray(fc.record({ name, value }), { selector: (label) => label.name, maxLength: 4 });
const matcher: fc.Arbitrary<Matcher> = fc.oneof(
  fc.record({ name, op: fc.constantFrom('=', '!='), value }),
  fc.record({ name, op: fc.constantFrom('=~', '!~'), value: fc.constantFrom('', 'x', 'x|y', '(x|)', '(?:y|xy)', 'x.*', '.*', '.+', '[xy]+', 'z\\.z', 'z\\.z|x', '|x', 'x|y*', '^x$', '\\w') }),
);
const matchers = fc.array(matcher, { maxLength: 3 });
/** Each step adds a series or removes one of those there. */
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: labels }, { weight: 1, arbitrary: fc.nat() }), { maxLength: 40 });

const labelSet = (list: readonly Label[]): Record<string, string> => Object.fromEntries(list.map((label) => [label.name, label.value]));

function build(all: readonly (readonly Label[] | number)[], ids: (index: number) => number = (index) => index): { index: LabelIndex; model: Map<number, readonly Label[]> } {
  const index = new LabelIndex();
  const model = new Map<number, readonly Label[]>();
  all.forEach((step, at) => {
    if (typeof step !== 'number') {
      index.add(ids(at), step);
      model.set(ids(at), step);
    } else if (model.size > 0) {
      const victim = [...model.keys()][step % model.size]!;
      index.remove(victim);
      model.delete(victim);
    }
  });
  return { index, model };
}

const naive = (model: ReadonlyMap<number, readonly Label[]>, conditions: readonly Matcher[]): number[] => {
  const holds = compileMatchers(conditions);
  return [...model].filter(([, list]) => holds(labelSet(list))).map(([id]) => id).sort((one, other) => one - other);
};

describe('a label index', () => {
  test('selects what filtering every series would', () => {
    fc.assert(fc.property(steps, fc.array(matchers, { minLength: 1, maxLength: 4 }), fc.boolean(), fc.boolean(), (all, queries, compacted, falling) => {
      const { index, model } = build(all, falling ? (at) => 1000 - at * 7 : undefined);
      if (compacted) index.compact();
      for (const query of queries) expect([...index.select(query)]).toEqual(naive(model, query));
      expect(index.size).toBe(model.size);
    }), { numRuns: 250 });
  });

  test('lists the names and values of what was selected, sorted', () => {
    fc.assert(fc.property(steps, matchers, name, (all, query, of) => {
      const { index, model } = build(all);
      const selected = naive(model, query).flatMap((id) => model.get(id)!.filter((label) => label.value !== ''));
      const sorted = (texts: string[]) => [...new Set(texts)].sort(compareUtf8);
      expect(index.labelNames(query)).toEqual({ values: sorted(selected.map((label) => label.name)), truncated: false });
      expect(index.labelValues(of, query)).toEqual({ values: sorted(selected.filter((label) => label.name === of).map((label) => label.value)), truncated: false });
    }), { numRuns: 300 });
  });

  test('cuts a list at its limit and says so', () => {
    const { index } = build([[{ name: 'a', value: 'z' }], [{ name: 'a', value: 'y' }], [{ name: 'b', value: 'x' }]]);
    expect(index.labelValues('a', [], 1)).toEqual({ values: ['y'], truncated: true });
    expect(index.labelValues('a', [], 2)).toEqual({ values: ['y', 'z'], truncated: false });
    expect(index.labelNames([], 1)).toEqual({ values: ['a'], truncated: true });
    expect(() => index.labelNames([], 0)).toThrow('a limit is above 0');
  });

  test('names the matcher whose regular expression is none', () => {
    const { index } = build([]);
    expect(() => index.select([{ name: 'a', op: '=', value: 'x' }, { name: 'a', op: '=~', value: '(' }], '/match')).toThrow(expect.objectContaining({ code: 'invalid', details: [expect.objectContaining({ field: '/match/1/value' })] }));
  });

  test('takes regular expressions as long as dashboards write them, up to a bound', () => {
    const index = new LabelIndex();
    index.add(1, [{ name: 'a', value: 'x7' }]);
    const choices = (length: number) => [{ name: 'a', op: '=~', value: `x.|${'y'.repeat(length - 3)}` } as const];
    expect([...index.select(choices(MAX_SELECTOR_PATTERN))]).toEqual([1]);
    expect(() => index.select(choices(MAX_SELECTOR_PATTERN + 1))).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  test('takes as many choices as a dashboard has', () => {
    const { index } = build(Array.from({ length: 500 }, (_, at) => [{ name: 'instance', value: `10.0.0.${at}:9100` }]));
    const choices = Array.from({ length: 400 }, (_, at) => `10\\.0\\.0\\.${at}:9100`).join('|');
    expect(index.select([{ name: 'instance', op: '=~', value: choices }])).toHaveLength(400);
  });

  test('counts the series of each value', () => {
    const { index } = build([[{ name: 'a', value: 'x' }], [{ name: 'a', value: 'x' }], [{ name: 'a', value: 'y' }], 0]);
    expect([...index.seriesPerValue('a')]).toEqual([['x', 1], ['y', 1]]);
    expect([...index.seriesPerValue('b')]).toEqual([]);
  });

  test('sweeps out what was removed by itself, and takes a swept id again', () => {
    const { index } = build(Array.from({ length: 6000 }, (_, at) => [{ name: 'a', value: `${at % 3}` }]));
    for (let id = 0; id < 6000; id += 2) index.remove(id);
    expect(index.size).toBe(3000);
    index.add(0, [{ name: 'a', value: 'new' }]);
    index.add(2998, [{ name: 'a', value: 'new' }]);
    expect([...index.select([{ name: 'a', op: '=', value: 'new' }])]).toEqual([0, 2998]);
    expect(index.select([])).toHaveLength(3002);
  });
});
