import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEgressClient } from '#pkg/egress';
import { plainData } from '../domain/message-data.ts';
import { somebody } from '../ports/notifications.contract.ts';
import { channelRegistry } from './channel-registry.ts';
import { providerChannels } from './provider-channels.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const someone = somebody();
const ackUrl = 'https://orchestrix.example/ack/t';
const KEY = '{}:{alertname="Down"}';
const firing = plainData({ key: KEY, receiver: 'ops', title: 'Down', text: 'a < b & c', labels: { team: 'web' }, externalURL: 'https://orchestrix.example', now: noon });
const resolved = { ...firing, status: 'resolved' as const, alerts: firing.alerts.map((alert) => ({ ...alert, status: 'resolved' as const })) };
const SUBJECT = '[FIRING:1] Down (web)';
const alias = createHash('sha256').update(KEY).digest('hex');
const account = 'AC00000000000000000000000000000001';
const long = '𝄞'.repeat(19_000);

let server: Server;
let base: string;
let calls: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] = [];
let answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200 };
const channels = channelRegistry(providerChannels({ client: createEgressClient(), policyOf: async () => ({ publicHttps: true, rules: [{ target: '127.0.0.1', schemes: ['http'], ports: [] }], privateRanges: ['127.0.0.0/8'] }), clock: { now: () => noon } }));

/** Settings and secrets with which each kind reaches the server. */
const ENDS: Readonly<Record<string, () => { settings: Record<string, unknown>; secrets: Record<string, string> }>> = {
  slack: () => ({ settings: {}, secrets: { api_url: `${base}/s3cret` } }),
  msteams: () => ({ settings: {}, secrets: { webhook_url: `${base}/s3cret` } }),
  discord: () => ({ settings: {}, secrets: { webhook_url: `${base}/s3cret` } }),
  telegram: () => ({ settings: { api_url: base, chat_id: -100 }, secrets: { bot_token: '1:s3cret' } }),
  mattermost: () => ({ settings: {}, secrets: { webhook_url: `${base}/s3cret` } }),
  pagerduty: () => ({ settings: { url: `${base}/v2/enqueue` }, secrets: { routing_key: 's3cret' } }),
  opsgenie: () => ({ settings: { api_url: `${base}/` }, secrets: { api_key: 's3cret' } }),
  custom_webhook: () => ({ settings: { url: `${base}/any` }, secrets: {} }),
  sms: () => ({ settings: { api_url: base, account_sid: account, from: '+15005550006', to: '+4915112345678' }, secrets: { auth_token: 's3cret' } }),
  voice: () => ({ settings: { api_url: base, account_sid: account, from: '+15005550006', to: '+4915112345678' }, secrets: { auth_token: 's3cret' } }),
};
const endOf = (kind: string, settings: object = {}, secrets: Record<string, string> = {}) => {
  const end = ENDS[kind]!();
  return { settings: channels.settingsOf(kind, { ...end.settings, ...settings } as never), secrets: { ...end.secrets, ...secrets } };
};
const send = (kind: string, { settings = {}, secrets = {}, data = firing }: { settings?: object; secrets?: Record<string, string>; data?: typeof firing } = {}) =>
  channels.deliver(someone, kind, { deliveryId: 'd1', data, ackUrl }, endOf(kind, settings, secrets));
const sent = (): Record<string, never> => JSON.parse(calls[0]!.body) as Record<string, never>;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => { server.close(); });
beforeEach(() => {
  calls = [];
  answer = { status: 200, body: 'ok' };
});

const json = { 'content-type': 'application/json' };

describe.each(Object.keys(ENDS))('the channel %s', (kind) => {
  test('waits as long as the provider asks for, tries again what passes and gives up what does not', async () => {
    answer = { status: 429, headers: { 'retry-after': '7' } };
    expect(await send(kind)).toMatchObject({ outcome: 'failed', code: '429', retryAfterMs: 7_000 });
    answer = { status: 503 };
    expect(await send(kind)).toMatchObject({ outcome: 'failed', code: '503' });
    answer = { status: 400 };
    expect(await send(kind)).toMatchObject({ outcome: 'refused', code: '400' });
  });

  test('has no problem with its end, nor a secret in what it says of an address that may not be called', async () => {
    expect(await channels.problemOf(someone, kind, endOf(kind))).toBeUndefined();
    const away = JSON.parse(JSON.stringify(endOf(kind)).replaceAll(base, 'http://10.0.0.1')) as ReturnType<typeof endOf>;
    const problem = await channels.problemOf(someone, kind, away);
    const refused = await channels.deliver(someone, kind, { deliveryId: 'd1', data: firing }, away);
    expect(problem?.field).toMatch(/^(settings|secrets)\/.*url$/);
    expect(refused).toMatchObject({ outcome: 'refused', code: 'forbidden' });
    expect(JSON.stringify([problem, refused])).not.toContain('s3cret');
  });
});

test.each([
  ['slack', { status: 200, body: 'ok' }, { outcome: 'delivered', code: '200' }],
  ['slack', { status: 200, body: 'invalid_token' }, { outcome: 'refused', code: 'invalid_token' }],
  ['slack', { status: 410, body: 'channel_is_archived' }, { outcome: 'refused', code: 'channel_is_archived' }],
  ['slack', { status: 200, headers: json, body: '{"ok":true,"channel":"C1","ts":"1503435956.000247"}' }, { outcome: 'delivered', providerId: '1503435956.000247' }],
  ['slack', { status: 200, headers: json, body: '{"ok":false,"error":"not_in_channel"}' }, { outcome: 'refused', code: 'not_in_channel' }],
  ['slack', { status: 200, headers: json, body: '{"ok":false,"error":"internal_error"}' }, { outcome: 'failed', code: 'internal_error' }],
  ['msteams', { status: 202 }, { outcome: 'delivered', code: '202' }],
  ['msteams', { status: 200, body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429' }, { outcome: 'failed', code: '429' }],
  ['discord', { status: 200, headers: json, body: '{"id":"42"}' }, { outcome: 'delivered', providerId: '42' }],
  ['discord', { status: 429, headers: json, body: '{"message":"You are being rate limited.","retry_after":64.57,"global":false}' }, { outcome: 'failed', retryAfterMs: 64_570 }],
  ['discord', { status: 404, headers: json, body: '{"message":"Unknown Webhook","code":10015}' }, { outcome: 'refused', error: 'Discord answered 404: Unknown Webhook' }],
  ['telegram', { status: 200, headers: json, body: '{"ok":true,"result":{"message_id":11}}' }, { outcome: 'delivered', providerId: '11' }],
  ['telegram', { status: 429, headers: json, body: '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 35","parameters":{"retry_after":35}}' }, { outcome: 'failed', retryAfterMs: 35_000 }],
  ['telegram', { status: 403, headers: json, body: '{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}' }, { outcome: 'refused', error: 'Telegram answered 403: Forbidden: bot was blocked by the user' }],
  ['mattermost', { status: 404, headers: json, body: '{"id":"web.incoming_webhook.channel.app_error","message":"Couldn\'t find the channel.","status_code":404}' }, { outcome: 'refused', error: "Mattermost answered 404: Couldn't find the channel." }],
  ['pagerduty', { status: 202, headers: json, body: `{"status":"success","message":"Event processed","dedup_key":"${alias}"}` }, { outcome: 'delivered', code: '202', providerId: alias }],
  ['pagerduty', { status: 400, headers: json, body: '{"status":"invalid event","message":"Event object is invalid","errors":["Length of \'routing_key\' is incorrect"]}' }, { outcome: 'refused', error: "PagerDuty answered 400: Event object is invalid, Length of 'routing_key' is incorrect" }],
  ['opsgenie', { status: 202, headers: json, body: '{"result":"Request will be processed","took":0.3,"requestId":"r1"}' }, { outcome: 'delivered', providerId: 'r1' }],
  ['opsgenie', { status: 422, headers: json, body: '{"message":"Request body is not processable."}' }, { outcome: 'refused', error: 'Opsgenie answered 422: Request body is not processable.' }],
  ['custom_webhook', { status: 204 }, { outcome: 'delivered', code: '204' }],
  ['sms', { status: 201, headers: json, body: '{"sid":"SM1","status":"queued","error_code":null}' }, { outcome: 'delivered', code: '201', providerId: 'SM1' }],
  ['sms', { status: 400, headers: json, body: '{"code":21211,"message":"Invalid \'To\' Phone Number","status":400}' }, { outcome: 'refused', code: '21211' }],
  ['sms', { status: 400, headers: json, body: '{"code":21611,"message":"This From number has exceeded the maximum number of queued messages","status":400}' }, { outcome: 'failed', code: '21611' }],
  ['sms', { status: 429, headers: json, body: '{"code":20429,"message":"Too Many Requests","status":429}' }, { outcome: 'failed', code: '20429' }],
  ['voice', { status: 201, headers: json, body: '{"sid":"CA1","status":"queued"}' }, { outcome: 'delivered', providerId: 'CA1' }],
  ['voice', { status: 401, headers: json, body: '{"code":20003,"message":"Authenticate","status":401}' }, { outcome: 'refused', code: '20003' }],
])('%s: what the provider answers with %j is %j', async (kind, said, outcome) => {
  answer = said;
  expect(await send(kind)).toMatchObject(outcome);
});

describe('what providers are sent', () => {
  test('Slack: an attachment with the title, fields, a button to acknowledge and actions; as an app with its token', async () => {
    await send('slack', { settings: { channel: '#ops', text: '{{ .CommonAnnotations.description }}', fields: [{ title: 'Team', value: '{{ .CommonLabels.team }}' }], actions: [{ type: 'button', text: 'Book', url: 'https://book.example' }] }, secrets: { app_token: 'xoxb-1' } });
    expect(calls[0]!.headers.authorization).toBe('Bearer xoxb-1');
    expect(sent()).toMatchObject({
      channel: '#ops', username: 'Alertmanager',
      attachments: [{ title: SUBJECT, title_link: 'https://orchestrix.example/#/alerts?receiver=ops', text: 'a < b & c', color: 'danger', fields: [{ title: 'Team', value: 'web', short: false }], actions: [{ text: 'Acknowledge', url: ackUrl }, { text: 'Book' }] }],
    });
  });

  test('Microsoft Teams: an Adaptive Card within 28 KB', async () => {
    await send('msteams', { settings: { text: long } });
    const [{ contentType, content }] = sent()['attachments'] as unknown as [{ contentType: string; content: { body: { text: string; color?: string }[]; actions: object[] } }];
    expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect([content.body[0]!.text, content.body[0]!.color, content.actions]).toEqual([SUBJECT, 'Attention', [{ type: 'Action.OpenUrl', title: 'Acknowledge', url: ackUrl }]]);
    expect(content.body[1]!.text).toMatch(/^(?:𝄞)+…$/u);
    expect(Buffer.byteLength(calls[0]!.body)).toBeLessThanOrEqual(28 * 1024);
  });

  test('Discord: an embed cut at its limits on whole characters, with the link kept', async () => {
    await send('discord', { settings: { title: long, message: long, content: long } });
    const { content, embeds: [embed] } = sent() as unknown as { content: string; embeds: [{ title: string; description: string; color: number }] };
    expect([[...content].length, [...embed.title].length, [...embed.description].length]).toEqual([2000, 256, 4096]);
    expect(embed.description.endsWith(`𝄞…\n\nAcknowledge: ${ackUrl}`)).toBe(true);
    expect([embed.color, calls[0]!.path]).toEqual([0x99_2d_22, '/s3cret?wait=true']);
  });

  test('Telegram: HTML in which values are escaped, plain text where it would be too long', async () => {
    await send('telegram', { settings: { message: '<b>{{ .CommonAnnotations.description }}</b>' } });
    expect(calls[0]!.path).toBe('/bot1:s3cret/sendMessage');
    expect(sent()).toMatchObject({ chat_id: -100, parse_mode: 'HTML', text: `<b>a &lt; b &amp; c</b>\n\n<a href="${ackUrl}">Acknowledge</a>` });
    calls = [];
    await send('telegram', { settings: { message: long } });
    expect(sent()).not.toHaveProperty('parse_mode');
    expect([...String(sent()['text'])]).toHaveLength(4096);
  });

  test('Mattermost: an attachment', async () => {
    await send('mattermost', { settings: { channel: 'ops', text: 'x' } });
    expect(sent()).toMatchObject({ channel: 'ops', attachments: [{ title: SUBJECT, color: 'danger', text: `x\n\n[Acknowledge](${ackUrl})` }] });
  });

  test('PagerDuty: a trigger, then a resolve with the same key; details that make it too large are left out', async () => {
    await send('pagerduty', { settings: { severity: '{{ .CommonLabels.none }}', links: [{ href: 'https://book.example', text: 'Book' }, { href: '' }] } });
    expect(sent()).toMatchObject({
      routing_key: 's3cret', event_action: 'trigger', dedup_key: alias, client: 'Alertmanager', links: [{ href: 'https://book.example' }, { href: ackUrl }],
      payload: { summary: SUBJECT, source: 'Alertmanager', severity: 'error', custom_details: { num_firing: '1', num_resolved: '0', delivery_id: 'd1' } },
    });
    calls = [];
    await send('pagerduty', { data: resolved });
    expect(sent()).toMatchObject({ event_action: 'resolve', dedup_key: alias });
    calls = [];
    await send('pagerduty', { data: { ...firing, commonLabels: { big: long.repeat(12) } }, settings: { details: { big: '{{ .CommonLabels.big }}' } } });
    expect(Buffer.byteLength(calls[0]!.body)).toBeLessThan(512_000);
    expect(sent()).toMatchObject({ payload: { custom_details: { error: expect.stringContaining('512 KB') as never } } });
  });

  test('Opsgenie: an alert by its alias with responders and priority, then its close', async () => {
    await send('opsgenie', { settings: { priority: 'P1', tags: 'a, b,', message: long, responders: [{ type: 'teams', name: 'web,db' }, { type: 'user', username: '{{ .CommonLabels.none }}' }] } });
    expect([calls[0]!.path, calls[0]!.headers.authorization]).toEqual(['/v2/alerts', 'GenieKey s3cret']);
    expect(sent()).toMatchObject({ alias, priority: 'P1', tags: ['a', 'b'], responders: [{ type: 'team', name: 'web' }, { type: 'team', name: 'db' }], details: { alertname: 'Down', team: 'web' } });
    expect([...String(sent()['message'])]).toHaveLength(130);
    calls = [];
    await send('opsgenie', { data: resolved });
    expect(calls[0]!.path).toBe(`/v2/alerts/${alias}/close?identifierType=alias`);
  });

  test('any service: the method, headers and body that were said', async () => {
    await send('custom_webhook', { settings: { method: 'PUT', headers: { 'X-Team': '{{ .CommonLabels.team }}' }, body: '{"title": {{ .CommonAnnotations.description | toJson }}}' }, secrets: { authorization: 'Bearer t' } });
    expect(calls[0]).toMatchObject({ method: 'PUT', headers: { 'x-team': 'web', authorization: 'Bearer t', 'content-type': 'application/json', 'webhook-id': 'd1' } });
    expect(sent()).toEqual({ title: 'a < b & c' });
  });

  test('text messages and calls: forms with Basic authentication', async () => {
    await send('sms', { settings: { status_callback: 'https://acme.example/status', message: long } });
    const form = new URLSearchParams(calls[0]!.body);
    expect(calls[0]).toMatchObject({ path: `/2010-04-01/Accounts/${account}/Messages.json`, headers: { authorization: `Basic ${btoa(`${account}:s3cret`)}`, 'content-type': 'application/x-www-form-urlencoded' } });
    expect([form.get('To'), form.get('From'), form.get('StatusCallback'), [...(form.get('Body') ?? '')].length]).toEqual(['+4915112345678', '+15005550006', 'https://acme.example/status', 1600]);
    calls = [];
    await send('voice', { settings: { message: '{{ .CommonAnnotations.description }}' } });
    expect([calls[0]!.path, new URLSearchParams(calls[0]!.body).get('Twiml')]).toEqual([`/2010-04-01/Accounts/${account}/Calls.json`, '<Response><Say language="en-US" loop="2">a &lt; b &amp; c</Say></Response>']);
  });

  test('a message for several says so', async () => {
    await channels.deliver(someone, 'mattermost', { deliveryId: 'd1', data: { ...firing, heldBack: { messages: 3, ratePerMinute: 2, groups: [{ groupKey: KEY, status: 'firing', alerts: 1 }] } } }, endOf('mattermost', { text: 'x' }));
    expect(sent()).toMatchObject({ attachments: [{ text: `3 messages in one, because more than 2 a minute were due:\n- firing, 1 alerts: ${KEY}\n\nx` }] });
  });

  test('a template that fails on the alerts is refused and sends nothing', async () => {
    expect(await send('slack', { settings: { title: '{{ template "gone" . }}' } })).toMatchObject({ outcome: 'refused', code: 'template' });
    expect(calls).toEqual([]);
  });
});

test.each([
  ['slack', {}, { api_url: '' }, 'secrets/api_url'],
  ['slack', { title: '{{ .Status' }, {}, 'settings/title'],
  ['slack', {}, { app_token: 'xoxb-1' }, 'settings/channel'],
  ['discord', { message: '{{ nope }}' }, {}, 'settings/message'],
  ['pagerduty', { links: [{ href: '{{ end }}' }] }, {}, 'settings/links/0/href'],
  ['custom_webhook', {}, { url: 'https://acme.example' }, 'settings/url'],
  ['custom_webhook', { headers: { Host: 'x' } }, {}, 'settings/headers/Host'],
])('%s with %j and %j is a problem of %s', async (kind, settings, secrets, field) => {
  expect(await channels.problemOf(someone, kind, endOf(kind, settings, secrets))).toMatchObject({ field });
});

test.each([
  ['telegram', {}, 'settings/chat_id'],
  ['sms', { account_sid: account, from: 'Acme', to: '0151' }, 'settings/to'],
  ['slack', { colour: 'red' }, 'settings/colour'],
  ['custom_webhook', { method: 'GET' }, 'settings/method'],
])('%s refuses the settings %j at %s', (kind, settings, field) => {
  expect(() => channels.settingsOf(kind, settings)).toThrow(expect.objectContaining({ code: 'invalid', details: [expect.objectContaining({ field })] }) as never);
});
