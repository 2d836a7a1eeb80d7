import { testTemporalAddress } from '#test/support';
import { eventually } from '../support/eventually.ts';
import { type Gate, gateTo } from '../support/gate.ts';
import { allowLoopback, definitionOf, policyFor, post, remediationOf } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

describe('Temporal is down', () => {
  let gate: Gate;
  const suite = useProduct({
    temporalAddress: async () => {
      gate = await gateTo(testTemporalAddress());
      return gate.address;
    },
  });
  const outside = useSampleService();
  afterAll(() => gate.close());

  test('alerts are accepted all the same, health says degraded, and the remediation runs once Temporal is back', async () => {
    const ana = await suite.product.as('ana');
    await allowLoopback(ana);
    const { url } = outside.service;
    const workflow = (await ana.call('createWorkflow', { body: { name: 'repair', definition: definitionOf('repair', [post('repair', `${url}/repair`)]) } })).body;
    await ana.call('createRemediationPolicy', { body: policyFor('Down', workflow.id, url) });

    const { body: health } = await suite.product.anonymous.call('getHealth');
    expect(health).toMatchObject({ status: 'degraded', degraded: ['temporal'] });
    expect((await suite.product.anonymous.send('getReadiness')).status).toBe(200);
    expect((await ana.send('receivePrometheusAlerts', { body: [{ labels: { alertname: 'Down', instance: 'checkout-1' } }] })).status).toBe(200);
    const [alert] = (await ana.call('listAlerts', { query: { name: 'Down' } })).body.items;
    const waiting = await remediationOf(ana, alert!.id, 'running');
    const { body: execution } = await eventually(
      async () => ana.send('getExecution', { path: { executionId: waiting.execution_id ?? (await remediationOf(ana, alert!.id, 'running')).execution_id } }),
      ({ status }) => status === 200,
    );
    expect(execution).toMatchObject({ status: 'pending' });
    expect(outside.service.calls).toHaveLength(0);

    await gate.open();
    await eventually(async () => (await suite.product.anonymous.call('getHealth')).body, ({ status }) => status === 'ok');
    const list = async () => (await ana.call('listRemediations', { query: { alert_id: alert!.id } })).body.items[0]?.status;
    await eventually(list, (status) => status === 'verified', 60_000);
    expect(outside.service.callsTo('/repair')).toHaveLength(1);
  }, 100_000);
});
