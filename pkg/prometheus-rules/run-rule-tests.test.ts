import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runRuleTests } from './index.ts';
import { findPromtool } from './testdata/find-promtool.ts';
import table from './testdata/rule-tests.json';

interface RuleTestCase {
  readonly name: string;
  readonly test: string;
  readonly files: Readonly<Record<string, string>>;
  readonly passed: boolean;
  readonly said: string;
}

const cases = table.tests as unknown as readonly RuleTestCase[];

describe('tests of rules have the verdicts and explanations of promtool', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, { test: text, files, passed, said }) => {
    const result = await runRuleTests(text, files);
    expect({ passed: result.passed, said: [...(result.problem === undefined ? [] : [result.problem]), ...result.tests.flatMap(({ failures }) => failures)].join('\n') }).toEqual({ passed, said });
  });
});

describe('tests of rules', () => {
  const rules = { 'rules.yml': 'groups: [{name: g, rules: [{alert: A, expr: a > 0}]}]' };
  const text = (fields: string): string => `rule_files: [rules.yml]\ntests:\n- interval: 1m\n  input_series: [{series: a, values: '1x5'}]\n  ${fields}\n`;

  test('are told apart', async () => {
    const { tests, passed } = await runRuleTests(`${text('name: one')}- name: two\n  alert_rule_test: [{eval_time: 0, alertname: A, exp_alerts: [{}]}]\n- {}\n`, rules);
    expect([passed, tests.map((one) => [one.name, one.passed])]).toEqual([false, [['one', true], ['two', false], ['unnamed#2', true]]]);
  });

  test('warn of files that are not there', async () => {
    expect(await runRuleTests('rule_files: [none.yml]\n', rules)).toMatchObject({ passed: true, warnings: ['no file match pattern none.yml'] });
  });

  test.each([
    ['samples', "tests:\n- input_series: [{series: a, values: '1x999999999'}]\n", 'more than 1000000 samples'],
    ['samples of a histogram', "tests:\n- input_series: [{series: a, values: '{{count:1}}x999999999'}]\n", 'more than 1000000 samples'],
    ['gaps', "tests:\n- input_series: [{series: a, values: '_x999999999'}]\n", 'more than 1000000 samples'],
    ['evaluations', 'tests:\n- promql_expr_test: [{expr: a, eval_time: 10y}]\n', 'more than 20000 evaluations'],
  ])('are bounded in their %s', async (_what, file, message) => {
    const { tests } = await runRuleTests(file, {});
    expect(tests[0]?.failures[0]).toContain(message);
  });

  test.each(['a{', 'a b', 'a{b}', 'a{b=~"c"}', 'a + b', 'a[5m]', '1', 'a{b="c}'])('fail when a series is described as %s', async (series) => {
    const result = await runRuleTests(`tests:\n- input_series: [{series: '${series}', values: '1'}]\n- promql_expr_test: [{expr: vector(1), eval_time: 0, exp_samples: [{labels: '${series}', value: 1}]}]\n`, {});
    expect(result.tests.map(({ passed }) => passed)).toEqual([false, false]);
  });

  test.each(['x', '1+', '1x', '{{count:1', '1 2 oops'])('fail when values are described as %s', async (values) => {
    expect(await runRuleTests(`tests:\n- input_series: [{series: a, values: '${values}'}]\n`, {})).toMatchObject({ passed: false });
  });

  test('stop when nobody waits any more', async () => {
    const { tests } = await runRuleTests(text('promql_expr_test: [{expr: a, eval_time: 5m}]'), rules, { signal: AbortSignal.abort(new Error('gone')) });
    expect(tests[0]?.failures).toEqual(['gone']);
  });
});

const promtool = findPromtool(process.env.PROMTOOL);
const against = promtool === undefined ? test.skip : test;
if (promtool === undefined) console.warn('run-rule-tests: SKIPPED: the table of tests is not compared with the real promtool, as none of Prometheus 3.15 is at $PROMTOOL or on the path');

against('the table of tests is what promtool says', () => {
  const said = cases.map((one): RuleTestCase => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rule-tests-'));
    for (const [file, text] of [...Object.entries(one.files), ['test.yml', one.test] as const]) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const { stderr, status } = spawnSync(promtool ?? '', ['test', 'rules', 'test.yml'], { encoding: 'utf8', cwd: folder });
    rmSync(folder, { recursive: true });
    return { ...one, passed: status === 0, said: (stderr.split('  FAILED:\n')[1] ?? '').replace(/\n+$/, '') };
  });
  expect(said).toEqual(cases);
}, 180_000);
