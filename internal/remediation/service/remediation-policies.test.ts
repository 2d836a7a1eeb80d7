import { RemediationWorld } from '../fakes/remediation-world.ts';
import { termsOf } from '../ports/remediation.contract.ts';
import type { PolicyTerms } from '../domain/remediation-policy.ts';
import { createRemediationPolicy } from './create-remediation-policy.ts';
import { updateRemediationPolicy } from './update-remediation-policy.ts';
import { updateRemediationSettings } from './update-remediation-settings.ts';

const escalation = { webhookUrl: 'https://acme.com/hook', secret: 'a long enough secret' };

describe('createRemediationPolicy', () => {
  const create = (world: RemediationWorld, terms: Partial<PolicyTerms>) => createRemediationPolicy(world)(world.owner, termsOf(terms));

  test('stores the policy, without the secret in the audit log', async () => {
    const world = new RemediationWorld();
    const policy = await create(world, { escalation });
    expect(policy).toMatchObject({ version: 1, createdBy: world.owner.subject, escalation: { webhookUrl: escalation.webhookUrl, sealedSecret: `sealed for remediation-policy:${policy.id}: ${escalation.secret}` } });
    expect(policy.escalation).not.toHaveProperty('secret');
    expect(world.work.entries).toMatchObject([{ action: 'remediation.policy.created', after: { escalation: { signed: true } } }]);
    expect(JSON.stringify(world.work.entries)).not.toContain(escalation.secret);
  });

  test.each<[string, Partial<PolicyTerms>, string]>([
    ['no matcher', { matchers: [] }, '/matchers'],
    ['a broken expression', { matchers: [{ name: 'a', op: '=~', value: '(' }] }, '/matchers/0/value'],
    ['an input that claims the place of the alert', { input: { alert: 1 } }, '/input/alert'],
    ['an input that no execution would take', { input: { a: 'x'.repeat(33_000) } }, '/input'],
    ['a label twice', { targetLabels: ['a', 'a'] }, '/target_labels'],
    ['a probe that never comes to a second look', { verification: { kind: 'http_probe', url: 'https://acme.com', expectStatus: 200, intervalSeconds: 9, windowSeconds: 5 } }, '/verification/interval_seconds'],
    ['a secret that is no base64', { escalation: { webhookUrl: 'https://acme.com', secret: 'whsec_no' } }, '/escalation/secret'],
  ])('refuses %s', async (_what, terms, field) => {
    await expect(create(new RemediationWorld(), terms)).rejects.toMatchObject({ code: 'invalid', details: [{ field }] });
  });

  test('refuses a workflow that is not there, and URLs that the allow-list does not allow', async () => {
    const world = new RemediationWorld();
    world.workflowExists = false;
    await expect(create(world, {})).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/workflow_id' }] });
    await expect(create(world, { workflowVersion: 7 })).rejects.toMatchObject({ details: [{ field: '/workflow_version' }] });
    world.workflowExists = true;
    world.urlProblem = 'is a loopback address';
    await expect(create(world, { escalation })).rejects.toMatchObject({ details: [{ field: '/escalation/webhook_url', reason: 'is a loopback address' }] });
    const probe = { kind: 'http_probe', url: 'http://127.0.0.1', expectStatus: 200, intervalSeconds: 1, windowSeconds: 5 } as const;
    await expect(create(world, { verification: probe })).rejects.toMatchObject({ details: [{ field: '/verification/url' }] });
    expect(world.audited).toEqual([]);
  });
});

describe('updateRemediationPolicy', () => {
  test('keeps the secret when asked to, and forgets it otherwise', async () => {
    const world = new RemediationWorld();
    const policy = await world.policy({ escalation });
    const update = updateRemediationPolicy(world);
    const terms = termsOf({ name: policy.name, escalation: { webhookUrl: 'https://acme.com/other' } });
    const kept = await update(world.owner, policy.id, { terms, keepSecret: true, ifMatch: 1 });
    expect(kept).toMatchObject({ version: 2, escalation: { webhookUrl: 'https://acme.com/other', sealedSecret: `sealed for remediation-policy:${policy.id}: ${escalation.secret}` } });
    const again = await update(world.owner, policy.id, { terms, keepSecret: true, ifMatch: 2 });
    expect(again.escalation).toEqual(kept.escalation);
    expect((await update(world.owner, policy.id, { terms, keepSecret: false, ifMatch: 3 })).escalation).toEqual({ webhookUrl: 'https://acme.com/other' });
  });

  test('refuses another version than the one that was read', async () => {
    const world = new RemediationWorld();
    const { id } = await world.policy();
    await expect(updateRemediationPolicy(world)(world.owner, id, { terms: termsOf(), keepSecret: false, ifMatch: 9 })).rejects.toMatchObject({ code: 'precondition_failed' });
  });
});

test('the kill switch keeps who threw it and why, version by version', async () => {
  const world = new RemediationWorld();
  const update = updateRemediationSettings(world);
  expect(await update(world.owner, { killSwitch: true, reason: 'storm', ifMatch: 1 })).toMatchObject({ killSwitch: true, reason: 'storm', updatedBy: world.owner.subject, version: 2 });
  await expect(update(world.owner, { killSwitch: false, ifMatch: 1 })).rejects.toMatchObject({ code: 'precondition_failed' });
  expect(await update(world.owner, { killSwitch: false, ifMatch: 2 })).not.toHaveProperty('reason');
  expect(world.audited).toEqual(['settings.updated', 'settings.updated']);
});
