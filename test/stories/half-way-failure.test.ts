import { createHmac } from 'node:crypto';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback, definitionOf, policyFor, post, remediationOf } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

const SECRET = 'a-secret-of-the-pager';

describe('a remediation fails half-way', () => {
  const suite = useProduct();
  const outside = useSampleService();
  let ana: ProductClient;
  let alertId: string;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
    const { service } = outside;
    const undo = (name: string) => ({ name, url: `${service.url}/${name}` });
    const tasks = [
      post('scale-up', `${service.url}/scale-up`, undo('scale-down')),
      post('shift-traffic', `${service.url}/shift-traffic`, undo('shift-back')),
      post('restart', `${service.url}/restart`, undo('never-undone')),
      post('return-traffic', `${service.url}/return-traffic`),
    ];
    service.answer('/restart', 422);
    const workflow = (await ana.call('createWorkflow', { body: { name: 'restart', definition: definitionOf('restart', tasks) } })).body;
    const escalation = { webhook_url: `${service.url}/pager`, secret: SECRET };
    await ana.call('createRemediationPolicy', { body: policyFor('Stuck', workflow.id, service.url, { escalation }) });
    alertId = (await ana.call('createAlert', { body: { labels: { alertname: 'Stuck', instance: 'checkout-1' } } })).body.id;
  });

  test('what was done is undone in reverse order, each once, and nothing else is called', async () => {
    const failed = await remediationOf(ana, alertId, 'failed');
    const path = { executionId: failed.execution_id! };
    expect((await ana.call('getExecution', { path })).body).toMatchObject({ status: 'compensated', error: { status: 422 } });
    const paths = outside.service.calls.map((call) => call.path).filter((each) => each !== '/pager');
    expect(paths).toEqual(['/scale-up', '/shift-traffic', '/restart', '/shift-back', '/scale-down']);

    const { items } = (await ana.call('listTickets', { query: { execution_id: path.executionId, type: 'COMPENSATE' } })).body;
    expect(items.map(({ task_name: name, status }) => [name, status]).sort()).toEqual([['scale-down', 'COMPLETED'], ['shift-back', 'COMPLETED']]);
    const { items: done } = (await ana.call('listTickets', { query: { execution_id: path.executionId, type: 'EXECUTE' } })).body;
    const undoneBy = (name: string) => items.find(({ task_name: other }) => other === name)!;
    expect(done.map(({ task_name: name, status, compensation_ticket_id: by }) => [name, status, by]).sort()).toEqual([
      ['restart', 'FAILED', null], ['scale-up', 'COMPENSATED', undoneBy('scale-down').id], ['shift-traffic', 'COMPENSATED', undoneBy('shift-back').id],
    ]);
    expect(undoneBy('scale-down').compensates).toBe(done.find(({ task_name: name }) => name === 'scale-up')!.id);
    const keys = outside.service.calls.filter((call) => call.path !== '/pager').map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(5);
  });

  test('the alert is escalated, and somebody who takes care of it can say so', async () => {
    const { body: alert } = await eventually(() => ana.call('getAlert', { path: { alertId } }), ({ body }) => body.status === 'escalated');
    expect(alert.escalation_reason).toEqual(expect.any(String));
    const rita = await suite.product.as('rita');
    expect((await rita.call('acknowledgeAlert', { path: { alertId } })).body).toMatchObject({ status: 'acknowledged' });
  });

  test('the pager is called, signed, once', async () => {
    const [call] = await eventually(async () => outside.service.callsTo('/pager'), (calls) => calls.length > 0);
    expect(outside.service.callsTo('/pager')).toHaveLength(1);
    expect(call!.body).toMatchObject({ type: 'remediation.remediation.escalated', data: { alert_id: alertId } });
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = call!.headers;
    const expected = createHmac('sha256', SECRET).update(`${String(id)}.${String(at)}.${JSON.stringify(call!.body)}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
  });
});

describe('a remediation runs through and does not help', () => {
  const suite = useProduct();
  const outside = useSampleService();

  test('it counts as failed: undone if the policy says so, and escalated', async () => {
    const ana = await suite.product.as('ana');
    await allowLoopback(ana);
    const { service } = outside;
    service.answer('/health', 503);
    const tasks = [post('scale-up', `${service.url}/scale-up`, { name: 'scale-down', url: `${service.url}/scale-down` })];
    const workflow = (await ana.call('createWorkflow', { body: { name: 'scale', definition: definitionOf('scale', tasks) } })).body;
    await ana.call('createRemediationPolicy', { body: policyFor('Slow', workflow.id, service.url, { compensate_on_ineffective: true }) });
    const alertId = (await ana.call('createAlert', { body: { labels: { alertname: 'Slow', instance: 'checkout-2' } } })).body.id;

    const ineffective = await remediationOf(ana, alertId, 'ineffective');
    expect((await ana.call('getExecution', { path: { executionId: ineffective.execution_id! } })).body).toMatchObject({ status: 'compensated', outcome: 'ineffective' });
    expect(service.calls.map(({ path }) => path).filter((path) => path !== '/health')).toEqual(['/scale-up', '/scale-down']);
    await eventually(() => ana.call('getAlert', { path: { alertId } }), ({ body }) => body.status === 'escalated');
  });
});
