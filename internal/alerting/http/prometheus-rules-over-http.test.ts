import { randomUUID } from 'node:crypto';
import type { Operations } from '#internal/platform/http';
import { type ContractServer, startContractServer } from '#test/support';
import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { InMemoryMetrics } from '../fakes/in-memory-metrics.ts';
import { after, someone } from '../fakes/samples.ts';
import { GroupRunner } from '../service/group-runner.ts';
import { backtestRule } from '../service/backtest-rule.ts';
import { exportRuleGroups, importRuleGroups } from '../service/import-rule-groups.ts';
import { testRules } from '../service/test-rules.ts';
import { viewRuleGroups } from '../service/view-rule-groups.ts';
import { prometheusRuleOperations } from './prometheus-rule-operations.ts';
import { ruleFileOperations } from './rule-file-operations.ts';
import { ruleGroupOperations } from './rule-group-operations.ts';

const { tenantId } = someone();
const file = `
groups:
  - name: one
    interval: 30s
    rules:
      - record: job:up:sum
        expr: sum by (job)  (up)
      - alert: Down
        expr: up == 0
        for: 1m
        labels: { severity: page }
        annotations: { summary: 'at {{ $value }}' }
  - name: two
    rules:
      - alert: Broken
        expr: up + on (job) up
`;

function operations() {
  const context = alertingInMemory({ ...someone(), tenantId });
  const metrics = new InMemoryMetrics();
  const deps = { work: context.work, clock: { now: () => after(0) }, ids: { next: () => randomUUID() } };
  const files = { importRuleGroups: importRuleGroups(deps), exportRuleGroups: exportRuleGroups(deps), backtestAlertRule: backtestRule({ ...deps, queries: metrics }), testAlertRules: testRules };
  const all = { ...ruleFileOperations(files), ...prometheusRuleOperations({ viewRuleGroups: viewRuleGroups(deps) }), ...ruleGroupOperations(context.useCases) };
  const evaluate = async (time: Date) => {
    for (const { group } of (await context.listRuleGroups(context.ana, {}, { limit: 10 })).items) {
      const runnerDeps = { work: context.work, queries: metrics, appender: metrics, receiveSignals: context.receiveSignals, publicUrl: '' };
      await new GroupRunner(runnerDeps, context.ana, { holder: '', token: 1 }, group, context.work.states.get(group.id)).evaluate(time.getTime(), new AbortController().signal);
    }
  };
  return { context, metrics, all, evaluate };
}

describe('rules as Prometheus tells them', () => {
  let server: ContractServer;
  let current: Partial<Operations>;
  beforeAll(async () => {
    server = await startContractServer({ operations: Object.keys(operations().all) as (keyof Operations)[], current: () => current, tenantId });
  });
  afterAll(() => server.stop());

  async function setup() {
    const made = operations();
    current = made.all;
    const authorization = 'Bearer alert-rules:read,alert-rules:write';
    const get = async (path: string) => {
      const response = await fetch(`${server.url}${path}`, { headers: { authorization } });
      return { status: response.status, body: (await response.json()) as { data: { groups: { name: string; rules: { name: string }[] }[]; groupNextToken?: string; alerts: unknown[] } } };
    };
    const send = async (path: string, type: string, body: string) => {
      const response = await fetch(`${server.url}${path}`, { method: 'POST', headers: { authorization, 'content-type': type }, body });
      return { status: response.status, body: (await response.json()) };
    };
    expect(await send('/api/v1/rule-groups/import?namespace=a.yml', 'application/yaml', file)).toMatchObject({ status: 200, body: { created: ['one', 'two'] } });
    return { ...made, get, send };
  }

  test('with their health, states and alerts', async () => {
    const { get, metrics, context, evaluate } = await setup();
    for (const instance of ['a', 'b']) metrics.push(context.ana, { __name__: 'up', job: 'x', instance }, after(0), 0);
    await evaluate(after(0));
    const alert = (instance: string) => ({ labels: { alertname: 'Down', instance, job: 'x', severity: 'page' }, annotations: { summary: 'at 0' }, state: 'pending', activeAt: '2026-03-01T12:00:00Z', value: '0e+00' });
    expect((await get('/api/v1/rules')).body).toEqual({
      status: 'success',
      data: {
        groups: [
          {
            name: 'one', file: 'a.yml', interval: 30, limit: 0, evaluationTime: 0, lastEvaluation: '0001-01-01T00:00:00Z',
            rules: [
              { name: 'job:up:sum', query: 'sum by (job) (up)', labels: {}, health: 'ok', evaluationTime: 0, lastEvaluation: '0001-01-01T00:00:00Z', type: 'recording' },
              {
                state: 'pending', name: 'Down', query: 'up == 0', duration: 60, keepFiringFor: 0, labels: { severity: 'page' }, annotations: { summary: 'at {{ $value }}' },
                alerts: [alert('a'), alert('b')], health: 'ok', evaluationTime: 0, lastEvaluation: '0001-01-01T00:00:00Z', type: 'alerting',
              },
            ],
          },
          expect.objectContaining({ name: 'two', rules: [expect.objectContaining({ health: 'err', lastError: expect.stringContaining('many-to-many'), state: 'inactive', alerts: [] })] }),
        ],
      },
    });
    expect((await get('/prometheus/api/v1/alerts')).body.data.alerts).toEqual([alert('a'), alert('b')]);
  });

  test.each([
    ['type=record', ['job:up:sum']],
    ['type=Alert', ['Down', 'Broken']],
    ['rule_name[]=Down&rule_name[]=Broken', ['Down', 'Broken']],
    ['rule_group[]=two', ['Broken']],
    ['file[]=other.yml', []],
    ['match[]={severity="page"}', ['Down']],
  ])('%s restricts them', async (query, names) => {
    const { get } = await setup();
    const { body } = await get(`/prometheus/api/v1/rules?${query}`);
    expect(body.data.groups.flatMap(({ rules }) => rules.map(({ name }) => name))).toEqual(names);
  });

  test('group by group, with a token', async () => {
    const { get } = await setup();
    const first = (await get('/api/v1/rules?group_limit=1&exclude_alerts=true')).body.data;
    expect(first.groups.map(({ name }) => name)).toEqual(['one']);
    const second = (await get(`/api/v1/rules?group_limit=1&group_next_token=${first.groupNextToken}`)).body.data;
    expect(second).toMatchObject({ groups: [{ name: 'two' }] });
    expect(second.groupNextToken).toBeUndefined();
  });

  test.each([
    ['type=both', 'invalid parameter "type": not supported value "both"'],
    ['exclude_alerts=perhaps', 'invalid parameter "exclude_alerts": error converting exclude_alerts: strconv.ParseBool: parsing "perhaps": invalid syntax'],
    ['group_limit=0', 'invalid parameter "group_limit": group_limit needs to be greater than 0'],
    ['group_next_token=x', 'invalid parameter "group_next_token": group_limit needs to be present in order to paginate over the groups'],
    ['group_limit=1&group_next_token=x', `invalid parameter "group_next_token": invalid group_next_token 'x'. were rule groups changed?`],
    ['match[]={}', 'match[] must contain at least one non-empty matcher'],
  ])('%s is refused in the words of Prometheus', async (query, error) => {
    const { get } = await setup();
    expect(await get(`/api/v1/rules?${query}`)).toMatchObject({ status: 400, body: { status: 'error', errorType: 'bad_data', error } });
  });

  test('a file replaces the groups of its namespace, or says what is wrong with it, and where', async () => {
    const { get, send, context } = await setup();
    const path = '/api/v1/rule-groups/import?namespace=a.yml';
    const before = (await context.listRuleGroups(context.ana, {}, { limit: 10 })).items.map(({ group }) => group);
    const changed = file.replace('for: 1m', 'for: 2m').replace('name: two', 'name: three');
    expect(await send(`${path}&dry_run=true`, 'application/yaml', changed)).toMatchObject({ status: 200, body: { dry_run: true, created: ['three'], updated: ['one'], deleted: ['two'], unchanged: [] } });
    expect((await get('/api/v1/rules')).body.data.groups.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(await send(path, 'application/yaml', changed)).toMatchObject({ status: 200, body: { dry_run: false } });
    const after_ = (await context.listRuleGroups(context.ana, {}, { limit: 10 })).items.map(({ group }) => group);
    expect(after_.map(({ name }) => name)).toEqual(['one', 'three']);
    expect(after_[0]!.rules.map(({ id }) => id)).toEqual(before[0]!.rules.map(({ id }) => id));
    expect(await send(path, 'application/yaml', file.replace('interval: 30s', 'interval: 30ms'))).toMatchObject({ status: 422, body: { errors: [{ field: '/groups/0/interval', line: 4 }] } });
    expect(await send(path, 'application/yaml', file.replace('up == 0', 'up == '))).toMatchObject({ status: 422, body: { errors: [{ field: '/groups/0/rules/1/expr', line: 9 }] } });
    expect(await send('/api/v1/rule-groups/import?namespace=alert-rules', 'application/yaml', file)).toMatchObject({ status: 422, body: { errors: [{ field: 'namespace' }] } });
  });

  test('tests of rules pass, or say why not, as promtool does', async () => {
    const { send } = await setup();
    const tests = (labels: string) => JSON.stringify({
      rule_files: { 'a.yml': file.slice(0, file.indexOf('  - name: two')) },
      tests: `rule_files: [a.yml]\ntests:\n  - interval: 1m\n    input_series: [{ series: 'up{job="x"}', values: '0x5' }]\n    alert_rule_test:\n      - { eval_time: 2m, alertname: Down, exp_alerts: [{ exp_labels: { ${labels} }, exp_annotations: { summary: at 0 } }] }\n`,
    });
    expect(await send('/api/v1/alert-rules/test', 'application/json', tests('job: x, severity: page'))).toMatchObject({ status: 200, body: { passed: true, problem: null, tests: [{ passed: true, failures: [] }] } });
    expect(await send('/api/v1/alert-rules/test', 'application/json', tests('job: y'))).toMatchObject({ body: { passed: false, tests: [{ passed: false, failures: [expect.stringContaining('exp:')] }] } });
  });

  test('a rule is run over the past', async () => {
    const { send, metrics, context } = await setup();
    for (let minute = 0; minute < 10; minute += 1) metrics.push(context.ana, { __name__: 'up', job: 'x' }, after(minute * 60), minute >= 2 && minute < 6 ? 0 : 1);
    const body = JSON.stringify({ rule: { name: 'Down', expr: 'up == 0', for_seconds: 60, annotations: { at: '{{ $value }}' } }, start: after(0).toISOString(), end: after(540).toISOString() });
    expect(await send('/api/v1/alert-rules/backtest', 'application/json', body)).toEqual({
      status: 200,
      body: {
        episodes: [{
          labels: { alertname: 'Down', job: 'x' }, annotations: { at: '0' }, value: '0', pending_at: after(120).toISOString(), fired_at: after(180).toISOString(), resolved_at: after(360).toISOString(),
          ended_by: 'condition_over', explanation: null,
        }],
        episodes_found: 1, evaluations: 10, completed_until: after(540).toISOString(), truncated: false, failures: 0, first_error: null,
      },
    });
  });
});
