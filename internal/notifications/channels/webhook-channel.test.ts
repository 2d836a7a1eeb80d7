import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEgressClient } from '#pkg/egress';
import { plainData } from '../domain/message-data.ts';
import { somebody } from '../ports/notifications.contract.ts';
import { retryAfter } from './channel-http.ts';
import { channelRegistry } from './channel-registry.ts';
import { webhookChannel } from './webhook-channel.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const someone = somebody();
const one = plainData({ key: '{}:{alertname="Down"}', receiver: 'ops', title: 'Down', text: 'it is down', externalURL: 'http://localhost:8080', now: noon });

describe('the webhook channel', () => {
  let server: Server;
  let url: string;
  let calls: { headers: IncomingMessage['headers']; body: string }[] = [];
  let answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200 };
  const channels = channelRegistry([webhookChannel({ client: createEgressClient(), policyOf: async () => ({ publicHttps: true, rules: [{ target: '127.0.0.1', schemes: ['http'], ports: [] }], privateRanges: ['127.0.0.0/8'] }), clock: { now: () => noon } })]);
  const send = (settings: object = {}, secrets: Record<string, string> = {}, data = one) =>
    channels.deliver(someone, 'webhook', { deliveryId: 'd1', data, ackUrl: 'http://localhost:8080/ack' }, { settings: channels.settingsOf('webhook', { url, ...settings }), secrets });

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterAll(() => { server.close(); });
  beforeEach(() => {
    calls = [];
    answer = { status: 200 };
  });

  test('posts the body of Alertmanager version 4, signed both ways over the very bytes, with its id', async () => {
    expect(await send({}, { signing_secret: 'shh', authorization: 'Bearer t' })).toMatchObject({ outcome: 'delivered', code: '200' });
    const [{ headers, body }] = calls as [(typeof calls)[number]];
    expect(JSON.parse(body)).toEqual({ ...one, acknowledgeURL: 'http://localhost:8080/ack' });
    const hmac = (text: string) => createHmac('sha256', 'shh').update(text);
    expect(headers).toMatchObject({
      'content-type': 'application/json', authorization: 'Bearer t', 'webhook-id': 'd1', 'x-orchestrix-delivery': 'd1', 'webhook-timestamp': String(noon.getTime() / 1000),
      'webhook-signature': `v1,${hmac(`d1.${noon.getTime() / 1000}.${body}`).digest('base64')}`, 'x-webhook-signature': `sha256=${hmac(body).digest('hex')}`,
    });
  });

  test('without a secret is not signed, and has its id', async () => {
    await send();
    expect(Object.keys(calls[0]!.headers)).toEqual(expect.arrayContaining(['webhook-id']));
    expect(calls[0]!.headers).not.toHaveProperty('x-webhook-signature');
  });

  test('sends no more alerts than it may and counts the others', async () => {
    await send({ max_alerts: 2 }, {}, { ...one, alerts: [...one.alerts, ...one.alerts, ...one.alerts], truncatedAlerts: 1 });
    const sent = JSON.parse(calls[0]!.body) as typeof one;
    expect([sent.alerts.length, sent.truncatedAlerts]).toEqual([2, 2]);
  });

  test.each([
    [204, undefined, { outcome: 'delivered', code: '204' }],
    [500, undefined, { outcome: 'failed', code: '500', error: 'the provider answered 500', response: 'said' }],
    [503, { 'retry-after': '120' }, { outcome: 'failed', code: '503', retryAfterMs: 120_000 }],
    [429, { 'retry-after': '3' }, { outcome: 'failed', code: '429', retryAfterMs: 3_000 }],
    [404, undefined, { outcome: 'refused', code: '404', response: 'said' }],
    [302, { location: 'http://elsewhere.example/' }, { outcome: 'refused', code: '302' }],
  ])('%s with %j is %j', async (status, headers, outcome) => {
    answer = { status, body: status === 204 ? '' : 'said', ...(headers && { headers }) };
    expect(await send()).toMatchObject(outcome);
  });

  test('an address that nobody answers at fails; one that may not be called is refused, and is a problem of its field before', async () => {
    expect(await send({ url: 'http://127.0.0.1:1/' })).toMatchObject({ outcome: 'failed', code: 'unavailable' });
    expect(await send({ url: 'http://10.0.0.1/' })).toMatchObject({ outcome: 'refused', code: 'forbidden' });
    expect(await channels.problemOf(someone, 'webhook', { settings: { url: 'http://10.0.0.1/' }, secrets: {} })).toMatchObject({ field: 'settings/url' });
    expect(await channels.problemOf(someone, 'webhook', { settings: { url }, secrets: {} })).toBeUndefined();
  });
});

test.each([['5', undefined, 5_000], ['Sun, 01 Mar 2026 12:00:10 GMT', 'Sun, 01 Mar 2026 12:00:00 GMT', 10_000], ['Sun, 01 Mar 2026 11:00:00 GMT', 'Sun, 01 Mar 2026 12:00:00 GMT', 0], ['soon', undefined, undefined], [undefined, undefined, undefined]])(
  'Retry-After %s at %s is %s ms', (value, date, ms) => expect(retryAfter(value, date)).toBe(ms));
