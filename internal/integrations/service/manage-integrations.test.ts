import { JqExpressions } from '#pkg/jq';
import type { IntegrationTerms } from '../domain/integration.ts';
import { integrationsInMemory, monitor, someone } from '../fakes/integrations-in-memory.ts';

const expressions = new JqExpressions();
afterAll(() => expressions.close());

describe('integrations', () => {
  test('a new one answers its secret once and keeps it sealed for itself', async () => {
    const { ana, createIntegration, getIntegration, secrets, work } = integrationsInMemory(expressions);
    const { integration, secret } = await createIntegration(ana, monitor);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await secrets.open(integration, integration.sealedSecret!)).toBe(secret);
    await expect(secrets.open({ ...integration, id: 'other' as never }, integration.sealedSecret!)).rejects.toThrow();
    expect(await getIntegration(ana, integration.id)).toEqual(integration);
    expect(JSON.stringify(work.entries)).not.toContain(secret);
    expect(work.entries).toMatchObject([{ action: 'integrations.integration.created', after: { name: 'monitor' } }]);
  });

  test('a secret that the sender gives out is taken and not shown again; a short one is refused', async () => {
    const { ana, createIntegration, secrets } = integrationsInMemory(expressions);
    const { integration, secret } = await createIntegration(ana, monitor, 'given-by-the-vendor');
    expect(secret).toBeUndefined();
    expect(await secrets.open(integration, integration.sealedSecret!)).toBe('given-by-the-vendor');
    await expect(createIntegration(ana, { ...monitor, name: 'other' }, 'short')).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/authentication/secret' }] });
    await expect(createIntegration(ana, { ...monitor, authentication: { kind: 'api_key' } }, 'given-by-the-vendor')).rejects.toMatchObject({ code: 'invalid' });
  });

  test.each<[string, Partial<IntegrationTerms>, string]>([
    ['a mapping that does not compile', { mapping: { labels: { alertname: '.a', other: '1) | (2' } } }, '/mapping/labels/other'],
    ['a mapping with an unknown variable', { mapping: { labels: { alertname: '$nope' } } }, '/mapping/labels/alertname'],
    ['a mapping without a name', { mapping: { labels: { service: '.a' } } }, '/mapping/labels/alertname'],
    ['an identity of labels that are not made', { mapping: { labels: { alertname: '.a' }, identity: ['alertname', 'b'] } }, '/mapping/identity/1'],
    ['fingerprint labels that are no names', { fingerprintLabels: ['a', 'b c'] }, '/fingerprint_labels/1'],
    ['a header that means something else', { authentication: { kind: 'header', header: 'Authorization' } }, '/authentication/header'],
    ['a signature in such a header', { authentication: { kind: 'hmac', header: 'Cookie', covers: 'body', timestampHeader: 'X-Time' } }, '/authentication/header'],
    ['a name with a colon', { authentication: { kind: 'basic', username: 'a:b' } }, '/authentication/username'],
    ['a mapping for a kind that has one', { kind: 'alertmanager' }, '/mapping'],
  ])('refuses %s', async (_name, terms, field) => {
    const { ana, createIntegration, listIntegrations } = integrationsInMemory(expressions);
    await expect(createIntegration(ana, { ...monitor, ...terms })).rejects.toMatchObject({ code: 'invalid', details: [{ field }] });
    expect((await listIntegrations(ana, { limit: 1 })).items).toEqual([]);
  });

  test('refuses the kind generic without a mapping', async () => {
    const { ana, createIntegration } = integrationsInMemory(expressions);
    const { mapping: _, ...without } = monitor;
    await expect(createIntegration(ana, without)).rejects.toMatchObject({ details: [{ field: '/mapping' }] });
  });

  test('a change keeps the secret, unless another way of authentication needs one; the kind stays', async () => {
    const { ana, createIntegration, updateIntegration } = integrationsInMemory(expressions);
    const { integration } = await createIntegration(ana, { ...monitor, defaultSeverity: 'low' });
    const changed = await updateIntegration(ana, integration.id, { ...monitor, enabled: false }, { version: 1 });
    expect(changed).toMatchObject({ integration: { enabled: false, version: 2, sealedSecret: integration.sealedSecret } });
    expect([changed.secret, changed.integration.defaultSeverity]).toEqual([undefined, undefined]);
    const signed = await updateIntegration(ana, integration.id, { ...monitor, authentication: { kind: 'basic', username: 'a' } }, {});
    expect(signed.secret).toBeDefined();
    await expect(updateIntegration(ana, integration.id, monitor, { version: 1 })).rejects.toMatchObject({ code: 'precondition_failed' });
    const { mapping: _, ...vendor } = monitor;
    await expect(updateIntegration(ana, integration.id, { ...vendor, kind: 'alertmanager' }, {})).rejects.toMatchObject({ details: [{ field: '/kind' }] });
    const open = await updateIntegration(ana, integration.id, { ...monitor, authentication: { kind: 'api_key' } }, {});
    expect(open.integration.sealedSecret).toBeUndefined();
  });

  test('a secret is replaced at once', async () => {
    const { ana, createIntegration, rotateIntegrationSecret, secrets } = integrationsInMemory(expressions);
    const { integration, secret } = await createIntegration(ana, monitor);
    const rotated = await rotateIntegrationSecret(ana, integration.id);
    expect(rotated.secret).not.toBe(secret);
    expect(await secrets.open(integration, rotated.integration.sealedSecret!)).toBe(rotated.secret);
    const keyed = await createIntegration(ana, { ...monitor, name: 'keyed', authentication: { kind: 'api_key' } });
    await expect(rotateIntegrationSecret(ana, keyed.integration.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('another tenant can neither read, change nor delete it', async () => {
    const { ana, createIntegration, getIntegration, updateIntegration, deleteIntegration, rotateIntegrationSecret } = integrationsInMemory(expressions);
    const { integration } = await createIntegration(ana, monitor);
    const bob = someone();
    for (const attempt of [getIntegration(bob, integration.id), updateIntegration(bob, integration.id, monitor, {}), deleteIntegration(bob, integration.id, undefined), rotateIntegrationSecret(bob, integration.id)]) {
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    }
    await deleteIntegration(ana, integration.id, 1);
    await expect(getIntegration(ana, integration.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
