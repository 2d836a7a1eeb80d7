import { createHmac } from 'node:crypto';
import { eventually } from '../support/eventually.ts';
import { offerTickets } from '../support/offered-tickets.ts';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

describe('somebody outside is told what becomes of tickets', () => {
  const suite = useProduct();
  const outside = useSampleService();
  let ana: ProductClient;
  let secret: string;
  let endpointId: string;
  const deliveries = async (status: 'pending' | 'delivered' | 'dead') => (await ana.call('listWebhookDeliveries', { path: { endpointId }, query: { status } })).body.items;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
    const created = (await ana.call('createWebhookEndpoint', { body: { url: `${outside.service.url}/hook`, event_types: ['tickets.ticket.opened', 'tickets.ticket.cancelled'] } })).body;
    ({ secret, id: endpointId } = created);
    expect(created).toMatchObject({ enabled: true, circuit: { state: 'closed' }, secret: expect.stringMatching(/^whsec_/) as string });
    expect((await ana.call('getWebhookEndpoint', { path: { endpointId } })).body).not.toHaveProperty('secret');
  });

  test('with a signature that it can check, and the record says how it went', async () => {
    const tenantId = (await ana.call('whoAmI')).body.tenant!.id;
    const [ticket] = await offerTickets(suite.urls.app, tenantId, [{}]);
    const [call] = await eventually(async () => outside.service.calls, (calls) => calls.length > 0);
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': standard, 'x-webhook-signature': plain } = call!.headers;
    const text = JSON.stringify(call!.body); // spelled as it was sent
    const hmac = (signed: string) => createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(signed);
    expect(plain).toBe(`sha256=${hmac(`${String(at)}.${text}`).digest('hex')}`);
    expect(standard).toBe(`v1,${hmac(`${String(id)}.${String(at)}.${text}`).digest('base64')}`);
    expect(call!.body).toMatchObject({ type: 'tickets.ticket.opened', data: { ticket_id: ticket!.id, status: 'PENDING', type: 'DEPLOY' } });
    const [delivery] = await eventually(() => deliveries('delivered'), (items) => items.length > 0);
    expect(delivery).toMatchObject({ id, attempts: 1, latency_ms: expect.any(Number) as number, error: null });
  });

  test('each attempt is on record, one delivery is made once more when asked, and a ping says what comes back', async () => {
    const [delivery] = await deliveries('delivered');
    const path = { deliveryId: delivery!.id };
    expect((await ana.call('listWebhookAttempts', { path })).body.items).toMatchObject([{ number: 1, outcome: 'delivered', status_code: 200, error: null, response: expect.any(String) as string }]);
    const before = outside.service.calls.length;
    expect((await ana.call('replayWebhookDelivery', { path })).body).toMatchObject({ status: 'pending', attempts: 0 });
    await eventually(async () => (await ana.call('listWebhookAttempts', { path })).body.items, (items) => items.length === 2);
    expect((await ana.call('getWebhookDelivery', { path })).body).toMatchObject({ id: delivery!.id, status: 'delivered', event_id: delivery!.event_id });
    expect(outside.service.calls[before]!.headers['webhook-id']).toBe(delivery!.id);
    expect((await ana.call('pingWebhookEndpoint', { path: { endpointId } })).body).toMatchObject({ outcome: 'delivered', status_code: 200 });
    expect(outside.service.calls.at(-1)!.body).toMatchObject({ type: 'tickets.webhook.ping', data: { endpoint_id: endpointId } });
    const bob = await suite.product.as('bob');
    expect((await bob.send('listWebhookAttempts', { path })).status).toBe(404);
    expect((await bob.send('rotateWebhookSecret', { path: { endpointId } })).status).toBe(404);
  });

  test('a secret is replaced without a gap: for a while both sign', async () => {
    const rotated = (await ana.call('rotateWebhookSecret', { path: { endpointId }, body: { overlap_seconds: 600 } })).body;
    expect(rotated.secret).not.toBe(secret);
    expect(Date.parse(rotated.previous_secret_until!)).toBeGreaterThan(Date.now() + 500_000);
    await ana.call('pingWebhookEndpoint', { path: { endpointId } });
    const { headers, body } = outside.service.calls.at(-1)!;
    const signature = (key: string) => createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64')).update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${JSON.stringify(body)}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature(rotated.secret)} v1,${signature(secret)}`);
  });

  test('at an address that the tenant may call, only', async () => {
    const refused = await ana.send('createWebhookEndpoint', { body: { url: 'http://169.254.169.254/', event_types: ['tickets.ticket.opened'] } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid' } });
  });

  test('and nothing more once it is removed', async () => {
    const { headers } = await ana.call('getWebhookEndpoint', { path: { endpointId } });
    await ana.call('deleteWebhookEndpoint', { path: { endpointId }, headers: { 'If-Match': headers.get('etag')! } });
    expect((await ana.send('getWebhookEndpoint', { path: { endpointId } })).status).toBe(404);
  });
});
