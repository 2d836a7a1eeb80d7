import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PromqlEngine } from '#pkg/promql';
import { parseRuleFile, printRuleFile, RuleGroupEvaluator, runRuleTests } from './index.ts';
import { findPromtool } from './testdata/find-promtool.ts';
import { T0 } from './testdata/scripted-host.ts';

const file = path.join(__dirname, 'testdata/typical-rules.yml');
const text = readFileSync(file, 'utf8');

describe('rules as people write them', () => {
  test('are read without a fault, and are the same after they were printed', () => {
    const { groups, problems, warnings } = parseRuleFile(text);
    expect({ problems, warnings, rules: groups.flatMap(({ rules }) => rules).length }).toEqual({ problems: [], warnings: [], rules: 54 });
    expect(parseRuleFile(printRuleFile(groups)).groups).toEqual(groups);
  });

  test('are evaluated, even when there is nothing to look at', async () => {
    const engine = new PromqlEngine({ select: async (requests) => requests.map(() => []) });
    for (const group of parseRuleFile(text).groups) {
      const { rules } = await new RuleGroupEvaluator(group, { query: (expr, timeMs) => engine.instant(expr, timeMs), append: async () => undefined }).evaluate(T0);
      expect(rules.map(({ lastError }) => lastError).filter((error) => error !== undefined)).toEqual([]);
    }
  });

  const tests = `rule_files: [typical-rules.yml]
evaluation_interval: 1m
tests:
- name: a busy node
  interval: 1m
  input_series:
  - {series: 'node_cpu_seconds_total{mode="idle", instance="n1", cpu="0"}', values: '0+3x40'}
  - {series: 'up{job="node", instance="n1"}', values: '1x40'}
  - {series: 'up{job="node", instance="n2"}', values: '0x40'}
  alert_rule_test:
  - eval_time: 30m
    alertname: HighCpu
    exp_alerts: [{exp_labels: {instance: n1, severity: warning, team: infra}, exp_annotations: {summary: n1 is at 95%}}]
  - eval_time: 5m
    alertname: NodeDown
    exp_alerts: [{exp_labels: {instance: n2, job: node, severity: critical, team: infra}, exp_annotations: {summary: n2 does not answer}}]
  - {eval_time: 30m, alertname: JobGone, exp_alerts: []}
  - eval_time: 0m
    alertname: Watchdog
    exp_alerts: [{exp_labels: {severity: none, team: infra}, exp_annotations: {summary: always fires}}]
- name: nothing at all
  alert_rule_test:
  - eval_time: 10m
    alertname: JobGone
    exp_alerts: [{exp_labels: {job: node, severity: critical, team: infra}, exp_annotations: {summary: nothing of the job is scraped}}]
- name: requests
  interval: 1m
  input_series:
  - {series: 'http_requests_total{job="api", code="200"}', values: '0+90x100'}
  - {series: 'http_requests_total{job="api", code="500"}', values: '0+10x100'}
  - {series: 'http_request_duration_seconds', values: '{{schema:0 count:10 sum:20 buckets:[0 10]}}+{{schema:0 count:10 sum:20 buckets:[0 10]}}x100'}
  - {series: 'build_info{job="api", version="1"}', values: '1x100'}
  - {series: 'build_info{job="api", version="2"}', values: '1x100'}
  alert_rule_test:
  - eval_time: 20m
    alertname: ErrorRate
    exp_alerts: [{exp_labels: {job: api, severity: critical, team: infra}, exp_annotations: {summary: 'api: 10% of requests fail'}}]
  - eval_time: 70m
    alertname: VersionsDiffer
    exp_alerts: [{exp_labels: {job: api, severity: info, team: infra}, exp_annotations: {summary: '1=1 2=1 '}}]
`;

  test('do what their tests say', async () => {
    const { problem, tests: results } = await runRuleTests(tests, { 'typical-rules.yml': text });
    expect({ problem, failures: results.flatMap(({ failures }) => failures), names: results.map(({ name }) => name) }).toEqual({ problem: undefined, failures: [], names: ['a busy node', 'nothing at all', 'requests'] });
  });

  const promtool = findPromtool(process.env.PROMTOOL);
  (promtool === undefined ? test.skip : test)('pass the real promtool, too', () => {
    const checked = spawnSync(promtool ?? '', ['check', 'rules', file], { encoding: 'utf8' });
    expect(checked.stdout).toContain('SUCCESS: 54 rules found');
    const folder = mkdtempSync(path.join(tmpdir(), 'typical-rules-'));
    writeFileSync(path.join(folder, 'test.yml'), tests.replace('[typical-rules.yml]', `[${file}]`));
    const tested = spawnSync(promtool ?? '', ['test', 'rules', path.join(folder, 'test.yml')], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(tested).toMatchObject({ status: 0, stderr: '' });
  }, 60_000);
});
