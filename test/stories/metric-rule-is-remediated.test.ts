import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback, definitionOf, labelIs, policyFor, post, remediationOf } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

interface PrometheusRules {
  readonly data: { readonly groups: readonly { readonly rules: readonly { readonly state: string; readonly health: string; readonly alerts: readonly { readonly state: string; readonly value: string }[] }[] }[] };
}

describe('a rule over metrics sees a full queue, and Orchestrix empties it', () => {
  const suite = useProduct();
  const outside = useSampleService();
  let ana: ProductClient;
  let alertId: string;
  let ruleId: string;
  let pushing: NodeJS.Timeout;

  /** The queue: it is full until the service is told to drain it. Its length is pushed every half second, as an agent would. */
  const push = () => {
    const length = outside.service.callsTo('/drain').length > 0 ? 0 : 120;
    void ana.send('importPrometheusText', { body: `queue_length{instance="orders"} ${length}\n`, headers: { 'content-type': 'text/plain' } }).catch(() => undefined);
  };

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
    const { url } = outside.service;
    const workflow = (await ana.call('createWorkflow', { body: { name: 'drain', definition: definitionOf('drain', [post('drain', `${url}/drain`)]) } })).body;
    const policy = policyFor('QueueFull', workflow.id, url, { verification: { kind: 'alert_resolved', window_seconds: 30 } });
    await ana.call('createRemediationPolicy', { body: policy });
    await ana.call('createRemediationPolicy', { body: { ...policyFor('Nothing', workflow.id, url), name: 'another', matchers: [labelIs('alertname', 'Nothing')] } });
    pushing = setInterval(push, 500);
  });
  afterAll(() => { clearInterval(pushing); });

  test('the rule is loaded from a file, and waits for its time', async () => {
    const file = [
      'groups:', '  - name: queues', '    interval: 1s', '    rules:', '      - record: queue:length:max', '        expr: max by (instance) (queue_length)',
      '      - alert: QueueFull', '        expr: queue:length:max > 100', '        for: 2s', '        labels: { severity: critical }', "        annotations: { summary: '{{ $labels.instance }} holds {{ $value }}' }", '',
    ].join('\n');
    const imported = (await ana.call('importRuleGroups', { query: { namespace: 'queues.yml' }, body: file, headers: { 'content-type': 'application/yaml' } })).body;
    expect(imported).toMatchObject({ created: ['queues'], updated: [], deleted: [] });
    const [, rule] = (await ana.call('listRuleGroups', { query: { namespace: 'queues.yml' } })).body.items[0]!.rules;
    ruleId = rule!.id;
    const rules = async () => (await ana.send('prometheusRules', { query: { type: 'alert', 'file[]': ['queues.yml'] } })).body as PrometheusRules;
    const seen = await eventually(rules, ({ data }) => data.groups[0]?.rules[0]?.state === 'firing');
    expect(seen.data.groups).toMatchObject([{
      name: 'queues', file: 'queues.yml', interval: 1, rules: [{ name: 'QueueFull', query: 'queue:length:max > 100', duration: 2, health: 'ok', type: 'alerting', alerts: [{ labels: { alertname: 'QueueFull', instance: 'orders', severity: 'critical' }, value: '1.2e+02' }] }],
    }]);
  });

  test('its alert is one like any other, and names the rule', async () => {
    const [alert] = await eventually(async () => (await ana.call('listAlerts', { query: { name: 'QueueFull' } })).body.items, (items) => items.length > 0);
    alertId = alert!.id;
    expect(alert).toMatchObject({ source: 'rule', rule_id: ruleId, severity: 'critical', labels: { instance: 'orders' }, annotations: { summary: 'orders holds 120' } });
  });

  test('the workflow drains the queue, the rule sees it, and the remediation is verified', async () => {
    await remediationOf(ana, alertId, 'verified');
    expect(outside.service.callsTo('/drain')).toHaveLength(1);
    expect((await ana.call('getAlert', { path: { alertId } })).body).toMatchObject({ status: 'resolved', resolution: 'source' });
  });

  test('the audit trail tells it, from the alert to the verdict', async () => {
    const { correlation_id } = await remediationOf(ana, alertId, 'verified');
    const { items } = (await ana.call('listAuditLogs', { query: { correlation_id, limit: 100 } })).body;
    const story = items.map(({ action }) => action).reverse();
    const milestones = ['alerting.alert.fired', 'remediation.remediation.started', 'automation.execution.requested', 'tickets.ticket.completed', 'alerting.alert.resolved', 'remediation.remediation.concluded'];
    expect(milestones.filter((action) => !story.includes(action))).toEqual([]);
  });

  test('the samples that it wrote can be asked for', async () => {
    const { body } = await ana.send('prometheusQuery', { query: { query: 'count_over_time(ALERTS{alertname="QueueFull", alertstate="firing"}[5m])' } });
    expect(body).toMatchObject({ status: 'success', data: { result: [{ metric: { instance: 'orders', severity: 'critical' } }] } });
  });

  test('the same file again changes nothing, a faulty one tells its place, and the export is the file', async () => {
    const exported = (await ana.call('exportRuleGroups', { query: { namespace: 'queues.yml' } })).body;
    const again = (await ana.call('importRuleGroups', { query: { namespace: 'queues.yml' }, body: exported, headers: { 'content-type': 'application/yaml' } })).body;
    expect(again).toMatchObject({ created: [], updated: [], deleted: [], unchanged: ['queues'] });
    const faulty = await ana.send('importRuleGroups', { query: { namespace: 'queues.yml' }, body: exported.replace('> 100', '> > 100'), headers: { 'content-type': 'application/yaml' } });
    expect(faulty).toMatchObject({ status: 422, body: { errors: [{ field: '/groups/0/rules/1/expr', reason: expect.stringContaining('parse error'), line: expect.any(Number), column: expect.any(Number) }] } });
  });

  test('what the rule would have done can be told of the past', async () => {
    const end = new Date();
    const start = new Date(end.getTime() - 60_000);
    const report = (await ana.call('backtestAlertRule', { body: { rule_id: ruleId, start: start.toISOString(), end: end.toISOString() } })).body;
    expect(report).toMatchObject({ evaluations: 61, failures: 0, truncated: false });
    expect(report.episodes).toMatchObject([{ labels: { alertname: 'QueueFull', instance: 'orders' }, ended_by: 'condition_over' }]);
  });
});
