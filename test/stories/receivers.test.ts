import { createHmac } from 'node:crypto';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

describe('receivers', () => {
  const suite = useProduct();
  const outside = useSampleService();
  let ana: ProductClient;
  const hook = (path: string) => ({ kind: 'webhook', settings: { url: `${outside.service.url}${path}` }, secrets: { signing_secret: 'shh' } });

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
  });

  test('are tried out: the message is signed, and the answer is what the provider said', async () => {
    outside.service.answer('/broken', 500, 'out of order');
    const { id } = (await ana.call('createReceiver', { body: { name: 'on-call', integrations: [hook('/hook'), hook('/broken')] } })).body;
    const { items } = (await ana.call('testReceiver', { path: { receiverId: id }, body: { labels: { severity: 'critical' } } })).body;
    expect(items).toMatchObject([{ outcome: 'delivered', code: '200', error: null }, { outcome: 'failed', code: '500', response: 'out of order' }]);
    const [call] = outside.service.callsTo('/hook');
    expect(call!.headers).toMatchObject({ 'webhook-id': items[0]!.delivery_id, 'x-webhook-signature': `sha256=${createHmac('sha256', 'shh').update(JSON.stringify(call!.body)).digest('hex')}` });
    expect(call!.body).toMatchObject({ version: '4', receiver: 'on-call', commonLabels: { alertname: 'OrchestrixTest', severity: 'critical' } });
    const record = (await ana.call('getNotification', { path: { notificationDeliveryId: items[1]!.delivery_id } })).body;
    expect(record).toMatchObject({ purpose: 'test', status: 'dead', code: '500', attempt_log: [{ number: 1, outcome: 'failed', code: '500', response: 'out of order' }] });
  });

  test('are sent what is dead again, with the id that it had', async () => {
    const [dead] = (await ana.call('listNotifications', { query: { status: 'dead', receiver: 'on-call' } })).body.items;
    outside.service.answer('/broken', 200);
    expect((await ana.call('replayDeadNotifications', { body: { receiver: 'on-call' } })).body).toEqual({ replayed: 1 });
    await eventually(async () => (await ana.call('getNotification', { path: { notificationDeliveryId: dead!.id } })).body, ({ status }) => status === 'delivered');
    expect(outside.service.callsTo('/broken').map(({ headers }) => headers['webhook-id'])).toEqual([dead!.id, dead!.id]);
  });

  test('put no link into tests, and a link that nobody has signed opens a page that acknowledges nothing', async () => {
    const { id } = (await ana.call('createReceiver', { body: { name: 'linked', integrations: [hook('/linked')] } })).body;
    const alert = (await ana.call('createAlert', { body: { labels: { alertname: 'Linked', instance: 'a' } } })).body;
    const [sent] = (await ana.call('testReceiver', { path: { receiverId: id } })).body.items;
    expect(outside.service.callsTo('/linked')[0]!.body).not.toHaveProperty('acknowledgeURL');
    expect(sent!.outcome).toBe('delivered');
    const unknown = await fetch(`${suite.product.address}/api/v1/acknowledge/nonsense`);
    expect([unknown.status, await unknown.text(), unknown.headers.get('content-type'), unknown.headers.get('referrer-policy')]).toEqual([200, expect.stringContaining('not known'), expect.stringContaining('text/html'), 'no-referrer']);
    const pressed = await fetch(`${suite.product.address}/api/v1/acknowledge/nonsense`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' });
    expect([pressed.status, await pressed.text()]).toEqual([200, expect.stringContaining('not known')]);
    expect((await ana.call('getAlert', { path: { alertId: alert.id } })).body.status).toBe('firing');
  });

  test('keep their secrets to themselves, and what the contract does not allow is refused with the field', async () => {
    const [receiver] = (await ana.call('listReceivers')).body.items;
    expect(JSON.stringify(receiver)).not.toContain('shh');
    expect(receiver!.integrations[0]).toMatchObject({ secrets: { signing_secret: { from_secret: null } }, circuit: { state: 'closed' } });
    const refused = async (integration: object) => (await ana.send('createReceiver', { body: { name: 'bad', integrations: [integration] } })).body as { code: string; errors: { field: string }[] };
    expect(await refused({ kind: 'webhook', settings: { url: 'http://169.254.169.254/' } })).toMatchObject({ code: 'invalid', errors: [{ field: '/integrations/0/settings/url' }] });
    expect(await refused({ kind: 'pigeon', settings: {} })).toMatchObject({ errors: [{ field: '/integrations/0/kind' }] });
    expect((await ana.send('createReceiver', { body: { name: 'on-call', integrations: [] } })).status).toBe(409);
    const bob = await suite.product.as('bob');
    expect((await bob.send('getReceiver', { path: { receiverId: receiver!.id } })).status).toBe(404);
  });

  test('are changed in the version that was read, and gone when they are deleted', async () => {
    const [receiver] = (await ana.call('listReceivers')).body.items;
    const path = { receiverId: receiver!.id };
    const { headers } = await ana.call('getReceiver', { path });
    const changed = await ana.call('updateReceiver', { path, headers: { 'If-Match': headers.get('etag')! }, body: { name: 'night', integrations: [{ ...hook('/hook'), rate_per_minute: 5 }] } });
    expect(changed.body).toMatchObject({ name: 'night', version: 2, integrations: [{ id: receiver!.integrations[0]!.id, rate_per_minute: 5 }] });
    expect((await ana.send('deleteReceiver', { path, headers: { 'If-Match': headers.get('etag')! } })).status).toBe(412);
    await ana.call('deleteReceiver', { path, headers: { 'If-Match': changed.headers.get('etag')! } });
    expect((await ana.call('listReceivers')).body.items.map(({ name }) => name)).toEqual(['on-call']);
    expect((await ana.call('listNotificationChannels')).body.items.map(({ kind }) => kind)).toContain('webhook');
  });
});
