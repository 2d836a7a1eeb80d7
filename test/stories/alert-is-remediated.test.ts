import { useTestPool } from '#test/support';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback, definitionOf, labelIs, policyFor, post, remediationOf } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

describe('Prometheus reports a stuck checkout, and Orchestrix repairs it', () => {
  const suite = useProduct();
  const outside = useSampleService();
  const admin = useTestPool('admin', 1, suite.urls);
  const labels = { alertname: 'CheckoutStuck', instance: 'checkout-1', severity: 'critical' };
  let ana: ProductClient;
  let alertId: string;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
    const { url } = outside.service;
    await ana.call('createAlertRule', { body: { name: 'stuck checkout', matchers: [labelIs('alertname', 'CheckoutStuck')], for_seconds: 1, labels: { team: 'payments' } } });
    const tasks = [post('drain', `${url}/drain`, { name: 'undrain', url: `${url}/undrain` }), post('restart', `${url}/restart`)];
    const workflow = (await ana.call('createWorkflow', { body: { name: 'restart checkout', definition: definitionOf('restart-checkout', tasks) } })).body;
    const policy = policyFor('CheckoutStuck', workflow.id, url, { verification: { kind: 'alert_resolved', window_seconds: 20 } });
    await ana.call('createRemediationPolicy', { body: policy });
  });

  test('the alert is accepted from Prometheus with an API key, waits for its time, and fires', async () => {
    const { secret } = (await ana.call('createApiKey', { body: { name: 'prometheus', scopes: ['alerts:write'] } })).body;
    await suite.product.bearer(secret).call('receivePrometheusAlerts', { body: [{ labels }] });
    const [pending] = (await ana.call('listAlerts', { query: { name: 'CheckoutStuck' } })).body.items;
    alertId = pending!.id;
    expect(pending).toMatchObject({ status: 'pending', severity: 'critical', source: 'prometheus' });
    const { body: fired } = await eventually(() => ana.call('getAlert', { path: { alertId } }), ({ body }) => body.status === 'firing');
    expect(fired).toMatchObject({ status: 'firing', labels: { ...labels, team: 'payments' } });
  });

  test('the policy starts the workflow, which calls the service once per task, in order, with a key of each ticket', async () => {
    const running = await remediationOf(ana, alertId, 'running');
    expect(running).toMatchObject({ mode: 'auto', target: 'checkout-1', alert_id: alertId });
    const { calls } = await eventually(async () => outside.service, ({ calls: seen }) => seen.length === 2);
    expect(calls.map(({ path }) => path)).toEqual(['/drain', '/restart']);
    const list = () => ana.call('listTickets', { query: { limit: 10 } });
    const { items: tickets } = (await eventually(list, ({ body }) => body.items.every(({ status }) => status === 'COMPLETED'))).body;
    expect(tickets.map(({ idempotency_key: key }) => key).sort()).toEqual(calls.map(({ headers }) => headers['idempotency-key']).sort());
    expect(tickets).toEqual(tickets.map(() => expect.objectContaining({ type: 'EXECUTE', status: 'COMPLETED', attempts: 1 })));
  });

  test('Prometheus sees the end, and the remediation is verified', async () => {
    await ana.call('receivePrometheusAlerts', { body: [{ labels, endsAt: new Date().toISOString() }] });
    const verified = await remediationOf(ana, alertId, 'verified');
    const { body: execution } = await ana.call('getExecution', { path: { executionId: verified.execution_id! } });
    expect(execution).toMatchObject({ status: 'completed', outcome: 'verified', alert_id: alertId, correlation_id: verified.correlation_id });
    expect(execution.steps.map(({ name, kind, status }) => [name, kind, status])).toEqual([
      ['drain', 'call', 'completed'],
      ['restart', 'call', 'completed'],
      ['verify', 'verify', 'completed'],
    ]);
    expect((await ana.call('getAlert', { path: { alertId } })).body).toMatchObject({ status: 'resolved', resolution: 'source' });
  });

  test('the audit trail tells it under one correlation id, from the alert to the verdict', async () => {
    const { correlation_id } = await remediationOf(ana, alertId, 'verified');
    const { items } = (await ana.call('listAuditLogs', { query: { correlation_id, limit: 100 } })).body;
    const story = items.map(({ action }) => action).reverse();
    const milestones = ['alerting.alert.fired', 'remediation.remediation.started', 'automation.execution.requested', 'automation.execution.started', 'tickets.ticket.completed', 'automation.execution.finished', 'remediation.remediation.concluded'];
    expect(milestones.filter((action) => !story.includes(action))).toEqual([]);
    expect(milestones.map((action) => story.indexOf(action))).toEqual(milestones.map((action) => story.indexOf(action)).sort((a, b) => a - b));
    expect((await ana.call('verifyAuditLog')).body).toMatchObject({ intact: true, first_broken: null });
  });

  test('every event of it was delivered, once', async () => {
    const happened = async () => (await admin.query<{ type: string; open: number }>("SELECT type, count(*) FILTER (WHERE delivered_at IS NULL AND available_at <= now())::int AS open FROM platform.outbox WHERE type LIKE '%.%' GROUP BY type")).rows;
    const events = await eventually(happened, (rows) => rows.every(({ open }) => open === 0));
    const types = events.map(({ type }) => type);
    for (const type of ['alerting.alert.opened', 'alerting.alert.fired', 'alerting.alert.resolved', 'remediation.remediation.execution_due', 'automation.execution.requested', 'automation.execution.started', 'automation.execution.finished']) {
      expect(types).toContain(type);
    }
    expect(outside.service.calls).toHaveLength(2);
  });
});
