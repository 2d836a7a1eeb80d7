import { eventually } from '../support/eventually.ts';
import { productClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

describe('an API key', () => {
  const suite = useProduct();
  const create = async () => {
    const ana = await suite.product.as('ana');
    const { body: key } = await ana.call('createApiKey', { body: { name: 'prometheus', scopes: ['alerts:write'] } });
    return { ana, key, machine: suite.product.bearer(key.secret) };
  };
  const alerts = [{ labels: { alertname: 'FromAMachine' } }];

  test('sends alerts, in either header, under its own name, and can do nothing else', async () => {
    const { ana, key, machine } = await create();
    await machine.call('receivePrometheusAlerts', { body: alerts });
    await productClient(suite.product.address, { 'x-api-key': key.secret }).call('receivePrometheusAlerts', { body: alerts });
    expect((await machine.send('listAlerts')).status).toBe(403);
    expect((await machine.send('createApiKey', { body: { name: 'another', scopes: ['alerts:read'] } })).status).toBe(403);
    const { items } = (await ana.call('listAuditLogs', { query: { actor: `api-key:${key.prefix.split('_').at(-1)!}` } })).body;
    expect(items[0]).toMatchObject({ actor_kind: 'api_key', action: expect.stringContaining('alerting.alert.') });
  });

  test('is shown once: neither lists nor the audit log nor the database have it', async () => {
    const { ana, key } = await create();
    const shown = [await ana.call('getApiKey', { path: { apiKeyId: key.id } }), await ana.call('listApiKeys'), await ana.call('listAuditLogs'), await ana.send('exportAuditLogs')];
    const secretPart = key.secret.split('_').at(-1)!;
    for (const { body } of shown) expect(JSON.stringify(body)).not.toContain(secretPart);
    expect(shown[0]!.body).toMatchObject({ prefix: key.prefix, scopes: ['alerts:write'], revoked_at: null });
  });

  test('opens nothing within five seconds after it was revoked, and stays listed', async () => {
    const { ana, key, machine } = await create();
    await machine.call('receivePrometheusAlerts', { body: alerts });
    await ana.call('revokeApiKey', { path: { apiKeyId: key.id } });
    const refused = await eventually(() => machine.send('receivePrometheusAlerts', { body: alerts }), ({ status }) => status === 401, 5_000);
    expect(refused.body).toMatchObject({ code: 'unauthenticated' });
    expect((await ana.call('getApiKey', { path: { apiKeyId: key.id } })).body).toMatchObject({ revoked_at: expect.any(String) });
    expect((await ana.send('revokeApiKey', { path: { apiKeyId: key.id } })).status).toBe(409);
  });
});
