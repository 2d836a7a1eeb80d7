import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type ContractServer, startContractServer } from '#test/support';
import { JqExpressions } from '#pkg/jq';
import { webhookHeaders } from '#pkg/webhook-signature';
import type { Authentication } from '../domain/authentication.ts';
import { integrationsInMemory, monitor, noon, someone } from '../fakes/integrations-in-memory.ts';
import { senderDeliveryOperations } from './sender-delivery-operations.ts';
import { integrationOperations } from './integration-operations.ts';
import { senderAuthenticator } from './sender-authenticator.ts';

const TENANT = '0192f0c8-0000-7000-8000-00000000000a';
const expressions = new JqExpressions({ cpuMs: 1000 });
let all = integrationsInMemory(expressions, someone(TENANT));
let server: ContractServer;

beforeAll(async () => {
  server = await startContractServer({
    operations: ['listIntegrations', 'createIntegration', 'getIntegration', 'updateIntegration', 'deleteIntegration', 'rotateIntegrationSecret', 'previewIntegrationEvents', 'listIntegrationReceipts', 'getIntegrationReceipt', 'receiveIntegrationEvents'],
    current: () => ({ ...integrationOperations(all), ...senderDeliveryOperations(all) }),
    before: (others) => (credentials, meta) => senderAuthenticator(all.admitSender, others)(credentials, meta),
  });
});
beforeEach(() => { all = integrationsInMemory(expressions, someone(TENANT)); });
afterAll(async () => {
  await server.stop();
  await expressions.close();
});

type Headers = Readonly<Record<string, string>>;
interface Answer { readonly status: number; readonly headers: globalThis.Headers; readonly body: Record<string, never> & { readonly items: never[] } }

async function send(method: string, path: string, body?: unknown, headers: Headers = { authorization: 'Bearer integrations:read,integrations:write,alerts:write' }): Promise<Answer> {
  const bytes = body === undefined ? undefined : body instanceof Uint8Array ? body : JSON.stringify(body);
  const answer = await fetch(`${server.url}${path}`, { method, headers: { ...(bytes !== undefined && { 'content-type': 'application/json' }), ...headers }, ...(bytes !== undefined && { body: bytes as string }) });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: (text === '' ? undefined : JSON.parse(text)) as Answer['body'] };
}

const written = { name: 'monitor', kind: 'generic', mapping: monitor.mapping, labels: { team: 'payments' } };
const down = { alerts: [{ state: 'down', check: 'Card payments', service: 'checkout' }] };

async function made(authentication?: object): Promise<{ readonly id: string; readonly secret: string; readonly endpoint: string }> {
  const { status, body } = await send('POST', '/api/v1/integrations', { ...written, ...(authentication && { authentication }) });
  expect(status).toBe(201);
  return body as never;
}

describe('/api/v1/integrations', () => {
  test('is made, read, changed and deleted; the secret is answered once', async () => {
    const { status, body, headers } = await send('POST', '/api/v1/integrations', written);
    expect([status, headers.get('etag'), headers.get('cache-control'), headers.get('location')]).toEqual([201, '"1"', 'no-store', `/api/v1/integrations/${body.id}`]);
    expect(body).toMatchObject({ kind: 'generic', authentication: { kind: 'bearer' }, endpoint: `/api/v1/integrations/${body.id}/events`, secret: expect.stringMatching(/^[\w-]{43}$/) });
    const path = `/api/v1/integrations/${body.id}`;
    expect((await send('GET', path)).body).not.toHaveProperty('secret');
    expect((await send('GET', '/api/v1/integrations')).body.items).toHaveLength(1);
    expect(await send('PUT', path, { ...written, default_severity: 'low' }, { authorization: 'Bearer integrations:write', 'if-match': '"1"' })).toMatchObject({ status: 200, body: { default_severity: 'low', secret: null, version: 2 } });
    expect((await send('POST', `${path}/rotate-secret`)).body.secret).toMatch(/^[\w-]{43}$/);
    expect((await send('DELETE', path, undefined, { authorization: 'Bearer integrations:write', 'if-match': '*' })).status).toBe(204);
    expect((await send('GET', path)).status).toBe(404);
  });

  test.each<[string, object, number, string]>([
    ['a mapping that does not compile', { mapping: { labels: { alertname: '.a +' } } }, 422, '/mapping/labels/alertname'],
    ['a mapping with an unknown part', { mapping: { labels: { alertname: '.a' }, colour: '.b' } }, 400, '/mapping/colour'],
    ['an unknown kind', { kind: 'fax' }, 400, '/kind'],
    ['a label that is none', { labels: { 'a-b': 'x' } }, 400, '/labels'],
  ])('refuses %s with the field', async (_name, change, status, field) => {
    const answer = await send('POST', '/api/v1/integrations', { ...written, ...change });
    expect([answer.status, (answer.body as unknown as { readonly errors: readonly { readonly field: string }[] }).errors[0]?.field]).toEqual([status, field]);
  });

  test('refuses a name that is taken', async () => {
    await made();
    expect((await send('POST', '/api/v1/integrations', written)).status).toBe(409);
  });

  test('previews what a body would become', async () => {
    const { id } = await made();
    const { status, body } = await send('POST', `/api/v1/integrations/${id}/preview`, { alerts: [...down.alerts, { state: '?' }] });
    expect(status).toBe(200);
    expect(body.items).toMatchObject([{ index: 0, outcome: 'firing', alert: { labels: { alertname: 'Card payments', team: 'payments' } } }, { index: 1, outcome: 'refused', reasons: [{ field: '/status' }] }]);
  });
});

describe('POST /api/v1/integrations/{integrationId}/events', () => {
  test('answers a receipt that can be read later, with the body', async () => {
    const { id, secret, endpoint } = await made();
    const { status, body, headers } = await send('POST', endpoint, down, { authorization: `Bearer ${secret}` });
    expect(status).toBe(202);
    expect(body).toMatchObject({ id: headers.get('x-receipt-id'), status: 'accepted', accepted: 1, items: [{ index: 0, outcome: 'opened' }] });
    expect((await send('GET', `/api/v1/integrations/${id}/receipts/${body.id}`)).body).toMatchObject({ payload: JSON.stringify(down), body_bytes: JSON.stringify(down).length });
    expect((await send('GET', `/api/v1/integrations/${id}/receipts?status=accepted`)).body.items).toHaveLength(1);
    expect((await send('GET', `/api/v1/integrations/${id}/receipts?status=refused`)).body.items).toEqual([]);
  });

  test('answers 422 with every reason and the receipt when nothing could be taken in', async () => {
    const { id, secret, endpoint } = await made();
    const { status, body, headers } = await send('POST', endpoint, { alerts: [{ state: 'sideways' }] }, { authorization: `Bearer ${secret}` });
    expect([status, body.errors]).toEqual([422, [{ field: '/items/0/status', reason: '"sideways" is no state that the mapping knows' }]]);
    expect((await send('GET', `/api/v1/integrations/${id}/receipts/${headers.get('x-receipt-id')}`)).body).toMatchObject({ status: 'refused' });
    expect((await send('POST', endpoint, Buffer.from('{'), { authorization: `Bearer ${secret}` })).body).toMatchObject({ errors: [{ field: '/items/0' }] });
  });

  test('takes gzip, and neither a bomb nor a body that is too large nor an unknown encoding or type', async () => {
    const { secret, endpoint } = await made();
    const gzip = { authorization: `Bearer ${secret}`, 'content-encoding': 'gzip' };
    expect((await send('POST', endpoint, gzipSync(JSON.stringify(down)), gzip)).status).toBe(202);
    expect((await send('POST', endpoint, gzipSync(Buffer.alloc(3 * 1024 * 1024, 0x20)), gzip)).status).toBe(413);
    expect((await send('POST', endpoint, Buffer.alloc(3 * 1024 * 1024, 0x20), { authorization: `Bearer ${secret}` })).status).toBe(413);
    expect((await send('POST', endpoint, down, { ...gzip, 'content-encoding': 'br' })).status).toBe(415);
    expect((await send('POST', endpoint, down, { authorization: `Bearer ${secret}`, 'content-type': 'application/xml' })).status).toBe(415);
  });

  const basic = (name: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}` });
  const signed = (secret: string, seconds = Math.floor(noon.getTime() / 1000), header = 'x-webhook-signature') => ({
    'x-webhook-timestamp': String(seconds), [header]: `sha256=${createHmac('sha256', secret).update(`${seconds}.${JSON.stringify(down)}`).digest('hex')}`,
  });
  const standard = (secret: string) => webhookHeaders({ id: 'msg_1', sentAt: noon, body: JSON.stringify(down) }, { secrets: [secret], covers: 'body' });

  test.each<[string, object, (secret: string) => Headers, (secret: string) => readonly Headers[]]>([
    ['bearer', { kind: 'bearer' }, (secret) => ({ authorization: `Bearer ${secret}` }), (secret) => [{}, { authorization: `Bearer ${secret}x` }, { 'x-integration-secret': secret }]],
    ['a header', { kind: 'header', header: 'X-Secret' }, (secret) => ({ 'x-secret': secret }), (secret) => [{}, { 'x-secret': 'wrong' }, { authorization: `Bearer ${secret}` }]],
    ['Basic', { kind: 'basic', username: 'pingdom' }, (secret) => basic('pingdom', secret), (secret) => [{}, basic('other', secret), basic('pingdom', 'wrong'), { authorization: 'Basic !' }]],
    ['HMAC with a time', { kind: 'hmac' }, (secret) => signed(secret), (secret) => [{}, signed('wrong'), signed(secret, 1), signed(secret, noon.getTime() / 1000 + 301), { 'x-webhook-signature': signed(secret)['x-webhook-signature']! }]],
    ['Standard Webhooks', { kind: 'hmac' }, standard, (secret) => [standard('wrong'), { ...standard(secret), 'webhook-id': 'msg_2' }, { ...standard(secret), 'webhook-timestamp': '1' }]],
    [
      'HMAC over the body', { kind: 'hmac', header: 'X-Signed', covers: 'body' }, (secret) => ({ 'x-signed': createHmac('sha256', secret).update(JSON.stringify(down)).digest('hex') }),
      (secret) => [{}, { 'x-signed': '0'.repeat(64) }, { 'x-signed': createHmac('sha256', secret).update('other').digest('hex') }],
    ],
    ['an API key', { kind: 'api_key' }, () => ({ authorization: 'Bearer alerts:write' }), () => [{}]],
  ])('lets in who proves itself by %s, and nobody else', async (_name, authentication, right, wrong) => {
    const { endpoint, secret } = await made(authentication);
    expect((await send('POST', endpoint, down, right(secret))).status).toBe(202);
    // Who shows something else than the secret is known to the test server as somebody who may do nothing.
    for (const headers of wrong(secret)) expect([headers, [401, 403]]).toEqual([headers, expect.arrayContaining([(await send('POST', endpoint, down, headers)).status])]);
    expect(all.received).toHaveLength(1);
  });

  test('a signed delivery that is sent again is answered with its receipt, and changes nothing', async () => {
    const { endpoint, secret } = await made({ kind: 'hmac' });
    const first = await send('POST', endpoint, down, signed(secret));
    expect((await send('POST', endpoint, down, signed(secret))).body).toEqual(first.body);
    expect(all.received).toHaveLength(1);
  });

  test('the secret of one integration opens neither another nor anything else', async () => {
    const { endpoint, secret, id } = await made();
    const other = (await send('POST', '/api/v1/integrations', { ...written, name: 'other' })).body as unknown as { readonly endpoint: string };
    expect((await send('POST', other.endpoint, down, { authorization: `Bearer ${secret}` })).status).toBe(403);
    expect((await send('POST', endpoint, down)).status).toBe(403);
    expect((await send('GET', `/api/v1/integrations/${id}`, undefined, { authorization: `Bearer ${secret}` })).status).toBe(403);
    expect((await send('POST', endpoint, down, { authorization: `Bearer ${secret}`, 'x-tenant-id': '0192f0c8-0000-7000-8000-00000000000b' })).status).toBe(403);
    expect((await send('POST', '/api/v1/integrations/0192f0c8-0000-7000-8000-00000000000c/events', down, { authorization: 'Bearer alerts:write' })).status).toBe(404);
  });

  test('another tenant’s key does not deliver to it, nor read its receipts', async () => {
    const stranger = someone();
    for (const authentication of [{ kind: 'api_key' }, { kind: 'bearer' }, { kind: 'hmac', header: 'X-Signed', covers: 'body', timestampHeader: 'X-Time' }] satisfies Authentication[]) {
      const { integration } = await all.createIntegration(stranger, { ...monitor, name: authentication.kind, authentication });
      const path = `/api/v1/integrations/${integration.id}`;
      expect((await send('POST', `${path}/events`, down)).status).toBe(404);
      expect((await send('GET', `${path}/receipts`)).status).toBe(404);
      expect((await send('POST', `${path}/preview`, down)).status).toBe(404);
    }
  });
});
