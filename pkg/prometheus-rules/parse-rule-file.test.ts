import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { parseRuleFile, printRuleFile } from './index.ts';
import { findPromtool } from './testdata/find-promtool.ts';
import files from './testdata/rule-files.json';

describe('a file of rules is checked as by promtool', () => {
  test.each(files.files.map((file) => [file.name, file] as const))('%s', (_name, { text, errors }) => {
    expect(parseRuleFile(text).report).toEqual(errors);
  });
});

describe('what is read', () => {
  const text = `groups:
- name: node
  interval: 30s
  query_offset: 1m
  limit: 10
  labels: {team: infra}
  rules:
  - record: instance:up:sum
    expr: sum by (instance) (up)
  - alert: Down
    expr: |
      up == 0
        and on () vector(1)
    for: 5m
    keep_firing_for: 10m
    labels:
      severity: page
    annotations:
      summary: "{{ $labels.instance }} is down"
`;

  test('are groups, with the places of their parts', () => {
    const { groups, problems, positions } = parseRuleFile(text);
    expect(problems).toEqual([]);
    expect(groups).toEqual([
      {
        name: 'node', intervalMs: 30_000, queryOffsetMs: 60_000, limit: 10, labels: { team: 'infra' },
        rules: [
          { kind: 'recording', record: 'instance:up:sum', expr: 'sum by (instance) (up)', labels: {} },
          { kind: 'alerting', alert: 'Down', expr: 'up == 0\n  and on () vector(1)\n', forMs: 300_000, keepFiringForMs: 600_000, labels: { severity: 'page' }, annotations: { summary: '{{ $labels.instance }} is down' } },
        ],
      },
    ]);
    expect(positions.get('/groups/0')).toEqual({ line: 2, column: 3 });
    expect(positions.get('/groups/0/rules/0/record')).toEqual({ line: 8, column: 13 });
    expect(positions.get('/groups/0/rules/1/expr')).toEqual({ line: 11, column: 11 });
    expect(positions.get('/groups/0/rules/1/annotations/summary')).toEqual({ line: 19, column: 7 });
  });

  test('is the same after it was printed', () => {
    const { groups } = parseRuleFile(text);
    expect(parseRuleFile(printRuleFile(groups)).groups).toEqual(groups);
  });

  test('keeps labels that look like something else than text', () => {
    const label = fc.oneof(fc.constantFrom('null', '~', 'true', 'yes', 'on', '1', '0x1', '1e3', '2020-01-01', '<<', '=', '- a', 'a: b', '# c', '', ' x ', 'a\nb', '\t', '{{ $labels.x }}', "'", '"', '*a', '&a', '!x', '%', '@', '`'), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.dictionary(label.filter((name) => name !== '' && name !== '__proto__'), label, { noNullPrototype: true }), (labels) => {
        const groups = [{ name: 'g', limit: 0, labels: {}, rules: [{ kind: 'recording' as const, record: 'a', expr: 'up', labels }] }];
        expect(parseRuleFile(printRuleFile(groups)).groups[0]?.rules).toEqual(groups[0]?.rules);
      }),
      { numRuns: 300 },
    );
  });

  test('says where a fault is even where Prometheus does not', () => {
    const { problems } = parseRuleFile("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n    labels:\n      a: '{{ $x }}'\n- name: g\n");
    expect(problems).toEqual([
      { message: 'label "a": template: __alert_A:1: undefined variable "$x"', text: 'group "g", rule 1, "A": label "a": template: __alert_A:1: undefined variable "$x"', position: { line: 7, column: 7 }, group: 'g', rule: 1 },
      { message: 'groupname: "g" is repeated in the same file', text: '0:0: groupname: "g" is repeated in the same file', position: { line: 8, column: 9 }, group: 'g' },
    ]);
  });

  test('names rules that write the same series', () => {
    const rule = '  - record: a\n    expr: up\n';
    expect(parseRuleFile(`groups:\n- name: g\n  labels: {x: y}\n  rules:\n${rule}${rule}`)).toMatchObject({
      problems: [],
      warnings: ['1 duplicate rule(s) found.\nMetric: a\nLabel(s):\n\tx: y\nMight cause inconsistency while recording expressions'],
    });
  });
});

describe('a file that is meant to do harm', () => {
  test.each([
    ['aliases of aliases', `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghij'.split('').map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[i]}`).join(', ')}]`).join('\n')}\ngroups: *j\n`],
    ['rules of aliases', `x: &r [${Array(500).fill('{record: a, expr: up}').join(', ')}]\ngroups: [${Array(500).fill('{name: g, rules: *r}').join(', ')}]\n`],
    ['many rules', `groups: [{name: g, rules: [${Array(5_001).fill('{record: a, expr: up}').join(', ')}]}]\n`],
    ['many characters', `groups: []\n${'#'.repeat(1_100_000)}`],
    ['an alias of itself', 'groups: &a\n- *a\n'],
    ['an alias in itself', 'groups:\n- &a {name: g, rules: [*a]}\n'],
    ['merges into itself', 'groups:\n- &a {name: g, <<: *a}\n'],
    ['deep lists', `groups: ${'['.repeat(20_000)}`],
    ['deep maps', `groups: ${'{a: '.repeat(20_000)}`],
    ['keys of objects', 'groups:\n- name: g\n  labels: {__proto__: x, constructor: y}\n  rules: []\n__proto__: 1\n'],
  ])('with %s is refused, or read in no time', (_what, text) => {
    const { problems, groups } = parseRuleFile(text);
    expect(problems.length + groups.length).toBeGreaterThan(0);
    expect(groups.length).toBeLessThanOrEqual(1);
  });
});

const promtool = findPromtool(process.env.PROMTOOL);
const against = promtool === undefined ? test.skip : test;
if (promtool === undefined) console.warn('parse-rule-file: SKIPPED: the table of faults is not compared with the real promtool, as none of Prometheus 3.15 is at $PROMTOOL or on the path');

against('the table of faults is what promtool says', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rule-files-'));
  const file = path.join(folder, 'r.yml');
  const said = files.files.map(({ name, text }) => {
    writeFileSync(file, text);
    const { stderr } = spawnSync(promtool ?? '', ['check', 'rules', file], { encoding: 'utf8' });
    const errors = stderr.split(`${file}: `).slice(1).map((error) => error.replace(/\n+$/, ''));
    return { name, text, errors };
  });
  rmSync(folder, { recursive: true });
  expect(said).toEqual(files.files);
}, 180_000);
