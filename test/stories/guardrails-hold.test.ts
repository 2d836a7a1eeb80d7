import type { components } from '#internal/platform/http';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback, definitionOf, GENEROUS, policyFor, post, remediationOf } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

type Guardrails = components['schemas']['Guardrails'];

describe('guardrails hold remediations back, and every refusal says why', () => {
  const suite = useProduct();
  const outside = useSampleService();
  let ana: ProductClient;
  let [repair, slow] = ['', ''];

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
    const create = async (name: string, tasks: Parameters<typeof definitionOf>[1]) => (await ana.call('createWorkflow', { body: { name, definition: definitionOf(name, tasks) } })).body.id;
    repair = await create('repair', [post('repair', `${outside.service.url}/repair`)]);
    slow = await create('slow', [{ 'take-time': { wait: { seconds: 60 } } }]);
  });

  /** A policy of its own for the case. */
  const policy = (alertname: string, workflow: string, guardrails: Partial<Guardrails>) =>
    ana.call('createRemediationPolicy', { body: policyFor(alertname, workflow, outside.service.url, { guardrails: { ...GENEROUS, ...guardrails } }) });
  const alertFor = async (alertname: string, labels: Readonly<Record<string, string>>) => (await ana.call('createAlert', { body: { labels: { alertname, ...labels } } })).body.id;
  const cancel = async (alertId: string) => {
    const { execution_id } = await remediationOf(ana, alertId, 'running');
    await ana.call('cancelExecution', { path: { executionId: execution_id! } });
    await remediationOf(ana, alertId, 'cancelled');
  };

  test('a target rests after a remediation, for all policies', async () => {
    await policy('Cooling', repair, { cooldown_seconds: 600 });
    await policy('AlsoCooling', repair, { cooldown_seconds: 600 });
    await remediationOf(ana, await alertFor('Cooling', { instance: 'cold-1' }), 'verified');
    expect(await remediationOf(ana, await alertFor('AlsoCooling', { instance: 'cold-1' }), 'refused')).toMatchObject({ code: 'cooldown', reason: expect.any(String), execution_id: null });
    await remediationOf(ana, await alertFor('AlsoCooling', { instance: 'cold-2' }), 'verified');
  });

  test('a target has one remediation at a time, and an hour has so many', async () => {
    await policy('Single', slow, { max_concurrent_per_target: 1 });
    await policy('Hourly', repair, { max_per_hour_per_target: 1 });
    const first = await alertFor('Single', { instance: 'busy-1' });
    await remediationOf(ana, first, 'running');
    expect(await remediationOf(ana, await alertFor('Single', { instance: 'busy-1', part: 'b' }), 'refused')).toMatchObject({ code: 'concurrency' });
    await cancel(first);

    await remediationOf(ana, await alertFor('Hourly', { instance: 'often-1' }), 'verified');
    expect(await remediationOf(ana, await alertFor('Hourly', { instance: 'often-1', part: 'b' }), 'refused')).toMatchObject({ code: 'hourly_cap' });
  });

  test('only so many targets are worked on at once', async () => {
    await policy('Wide', slow, { max_blast_radius: 1 });
    const first = await alertFor('Wide', { instance: 'wide-1' });
    await remediationOf(ana, first, 'running');
    expect(await remediationOf(ana, await alertFor('Wide', { instance: 'wide-2' }), 'refused')).toMatchObject({ code: 'blast_radius' });
    await cancel(first);
  });

  test('what has no target is left alone', async () => {
    await policy('Aimless', repair, {});
    expect(await remediationOf(ana, await alertFor('Aimless', { job: 'x' }), 'refused')).toMatchObject({ code: 'no_target', target: null });
  });

  test('while the kill switch is on, nothing starts, not even what is approved', async () => {
    await policy('Killed', repair, {});
    await ana.call('createRemediationPolicy', { body: policyFor('Asked', repair, outside.service.url, { mode: 'approve' }) });
    const asked = await remediationOf(ana, await alertFor('Asked', { instance: 'k-3' }), 'awaiting_approval');
    const before = outside.service.callsTo('/repair').length;
    const throwSwitch = (kill_switch: boolean) => ana.call('updateRemediationSettings', { headers: { 'If-Match': '*' }, body: { kill_switch, reason: 'change freeze' } });
    await throwSwitch(true);
    expect(await remediationOf(ana, await alertFor('Killed', { instance: 'k-1' }), 'refused')).toMatchObject({ code: 'kill_switch' });
    expect((await ana.call('approveRemediation', { path: { remediationId: asked.id }, body: {} })).body).toMatchObject({ status: 'refused', code: 'kill_switch' });
    expect(outside.service.callsTo('/repair')).toHaveLength(before);

    await throwSwitch(false);
    await remediationOf(ana, await alertFor('Killed', { instance: 'k-2' }), 'verified');
    const { items } = (await ana.call('listAuditLogs', { query: { action: 'remediation.settings.updated' } })).body;
    expect(items.map(({ after }) => after)).toEqual([expect.objectContaining({ kill_switch: false }), expect.objectContaining({ kill_switch: true })]);
  });
});
