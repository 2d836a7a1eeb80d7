import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback, definitionOf, policyFor, post, remediationOf } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

describe('a remediation that waits for a person', () => {
  const suite = useProduct();
  const outside = useSampleService();
  let ana: ProductClient;
  let oscar: ProductClient;

  beforeAll(async () => {
    [ana, oscar] = await Promise.all([suite.product.as('ana'), suite.product.as('oscar')]);
    await allowLoopback(ana);
    const { url } = outside.service;
    const workflow = (await ana.call('createWorkflow', { body: { name: 'repair', definition: definitionOf('repair', [post('repair', `${url}/repair`)]) } })).body;
    for (const mode of ['approve', 'suggest'] as const) await ana.call('createRemediationPolicy', { body: policyFor(mode, workflow.id, url, { mode, target_labels: ['alertname'] }) });
  });

  const alertFor = async (alertname: string, instance: string) => (await ana.call('createAlert', { body: { labels: { alertname, instance } } })).body.id;
  const repairs = () => outside.service.callsTo('/repair').length;

  test('starts once an operator approves, who is named', async () => {
    const waiting = await remediationOf(ana, await alertFor('approve', 'one'), 'awaiting_approval');
    expect([repairs(), waiting.expires_at]).toEqual([0, expect.any(String)]);
    const path = { remediationId: waiting.id };

    const rita = await suite.product.as('rita');
    expect((await rita.send('approveRemediation', { path, body: {} })).status).toBe(403);
    await oscar.call('approveRemediation', { path, body: { comment: 'go ahead' } });
    expect(await remediationOf(ana, waiting.alert_id, 'verified')).toMatchObject({ decision_comment: 'go ahead', decided_by: (await oscar.call('whoAmI')).body.subject });
    expect(repairs()).toBe(1);
    expect(await oscar.send('approveRemediation', { path, body: {} })).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('starts once, however many approve at the same time', async () => {
    const before = repairs();
    const waiting = await remediationOf(ana, await alertFor('approve', 'many'), 'awaiting_approval');
    const answers = await Promise.all([ana, oscar, ana, oscar].map((person) => person.send('approveRemediation', { path: { remediationId: waiting.id }, body: {} })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    await remediationOf(ana, waiting.alert_id, 'verified');
    expect(repairs() - before).toBe(1);
  });

  test('never starts once somebody rejects it, or the alert is over', async () => {
    const before = repairs();
    const rejected = await remediationOf(ana, await alertFor('approve', 'rejected'), 'awaiting_approval');
    await oscar.call('rejectRemediation', { path: { remediationId: rejected.id }, body: { comment: 'not during the sale' } });
    expect(await remediationOf(ana, rejected.alert_id, 'rejected')).toMatchObject({ decision_comment: 'not during the sale' });

    const over = await remediationOf(ana, await alertFor('approve', 'over'), 'awaiting_approval');
    await ana.call('resolveAlert', { path: { alertId: over.alert_id } });
    await remediationOf(ana, over.alert_id, 'expired');
    expect((await oscar.send('approveRemediation', { path: { remediationId: over.id }, body: {} })).status).toBe(409);
    expect(repairs()).toBe(before);
  });

  test('is only a suggestion where the policy says so, and runs when somebody takes it up', async () => {
    const suggested = await remediationOf(ana, await alertFor('suggest', 'hint'), 'suggested');
    const before = repairs();
    await oscar.call('approveRemediation', { path: { remediationId: suggested.id }, body: {} });
    await remediationOf(ana, suggested.alert_id, 'verified');
    expect(repairs() - before).toBe(1);
  });
});
