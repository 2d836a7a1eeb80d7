import { execFileSync } from 'node:child_process';
import { createSign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContractServer, startContractServer } from '#test/support';
import { JqExpressions } from '#pkg/jq';
import { integrationsInMemory, noon, someone } from '../fakes/integrations-in-memory.ts';
import { senderDeliveryOperations } from './sender-delivery-operations.ts';
import { senderAuthenticator } from './sender-authenticator.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alarms';
const CERTIFICATE = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem';
const expressions = new JqExpressions({ cpuMs: 1000 });
/** A certificate with an RSA key, as SNS has them. */
let pair: { readonly certificate: string; readonly key: string };
let all = integrationsInMemory(expressions);
let server: ContractServer;
let endpoint: string;

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sns-'));
  const files = { key: join(dir, 'key.pem'), certificate: join(dir, 'certificate.pem') };
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=sns.amazonaws.com', '-keyout', files.key, '-out', files.certificate], { stdio: 'pipe' });
  pair = { key: readFileSync(files.key, 'utf8'), certificate: readFileSync(files.certificate, 'utf8') };
  rmSync(dir, { recursive: true });
  server = await startContractServer({
    operations: ['receiveIntegrationEvents'],
    current: () => senderDeliveryOperations(all),
    before: (others) => (credentials, meta) => senderAuthenticator(all.admitSender, others)(credentials, meta),
  });
});
beforeEach(async () => {
  all = integrationsInMemory(expressions, someone());
  // The certificates of the test are valid from now on, and not at the noon of the other tests.
  all.at((Date.now() - noon.getTime()) / 1000);
  all.sns.certificates.set(CERTIFICATE, pair.certificate);
  const { integration } = await all.createIntegration(all.ana, { name: 'AWS', kind: 'cloudwatch', enabled: true, authentication: { kind: 'sns', topicArns: [TOPIC] }, labels: {}, fingerprintLabels: [] });
  endpoint = `${server.url}/api/v1/integrations/${integration.id}/events`;
});
afterAll(async () => {
  await server.stop();
  await expressions.close();
});

type Fields = Readonly<Record<string, string>>;
const alarm = (state: string) => JSON.stringify({ AlarmName: 'CPU', AWSAccountId: '123456789012', NewStateValue: state, NewStateReason: 'x', StateChangeTime: '2026-01-31T12:00:00.123+0000', AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:CPU', OldStateValue: 'OK', Trigger: { Dimensions: [] } });

function notification(fields: Fields = {}): Fields {
  return { Type: 'Notification', MessageId: crypto.randomUUID(), TopicArn: TOPIC, Subject: 'ALARM: "CPU" in EU (Ireland)', Message: alarm('ALARM'), Timestamp: new Date().toISOString(), SigningCertURL: CERTIFICATE, UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe', ...fields };
}

function confirmation(fields: Fields = {}): Fields {
  const { Subject: _, ...rest } = notification();
  return { ...rest, Type: 'SubscriptionConfirmation', Message: 'You have chosen to subscribe', Token: 'abc', SubscribeURL: `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=abc`, ...fields };
}

/** Signs as SNS does. */
function signed(fields: Fields, version: '1' | '2' = '2'): Fields {
  const names = fields['Type'] === 'Notification' ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = names.filter((name) => fields[name] !== undefined).map((name) => `${name}\n${fields[name]}\n`).join('');
  return { ...fields, SignatureVersion: version, Signature: createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256').update(text).sign(pair.key, 'base64') };
}

async function send(fields: object, headers: Fields = {}) {
  const answer = await fetch(endpoint, { method: 'POST', body: JSON.stringify(fields), headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification', ...headers } });
  return { status: answer.status, body: (await answer.json()) as { readonly id: string; readonly detail: string; readonly items: readonly { readonly reasons: readonly { readonly reason: string }[] }[] } };
}

describe('CloudWatch through SNS', () => {
  test.each(['1', '2'] as const)('a notification with a signature of version %s is unwrapped', async (version) => {
    expect(await send(signed(notification(), version))).toMatchObject({ status: 202, body: { status: 'accepted', items: [{ outcome: 'opened' }] } });
    const { Subject: _, ...without } = notification({ Message: alarm('OK') });
    expect(await send(signed(without, version))).toMatchObject({ status: 202, body: { items: [{ outcome: 'resolved' }] } });
    expect(all.received.map(({ labels, ended }) => [labels['alertname'], ended])).toEqual([['CPU', false], ['CPU', true]]);
  });

  test('a subscription is confirmed, and leaves a receipt', async () => {
    const asked = signed(confirmation());
    expect(await send(asked, { 'x-amz-sns-message-type': 'SubscriptionConfirmation' })).toMatchObject({ status: 202, body: { items: [{ outcome: 'ignored', reasons: [{ reason: 'the subscription was confirmed' }] }] } });
    expect(all.sns.confirmed).toEqual([asked['SubscribeURL']]);
    expect(await send(signed({ ...confirmation(), Type: 'UnsubscribeConfirmation' }))).toMatchObject({ status: 202 });
    expect(all.sns.confirmed).toHaveLength(1);
  });

  test.each<[string, () => Fields]>([
    ['another host', () => confirmation({ SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' })],
    ['a host that only looks alike', () => confirmation({ SubscribeURL: 'https://sns.eu-west-1.amazonaws.com.evil.example/?Action=ConfirmSubscription' })],
    ['another region', () => confirmation({ SubscribeURL: 'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription' })],
    ['plain http', () => confirmation({ SubscribeURL: 'http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription' })],
    ['a port', () => confirmation({ SubscribeURL: 'https://sns.eu-west-1.amazonaws.com:8443/?Action=ConfirmSubscription' })],
    ['another action', () => confirmation({ SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic' })],
  ])('a subscription is not confirmed at %s, whoever signed it', async (_name, fields) => {
    expect((await send(signed(fields()))).status).toBe(422);
    expect(all.sns.confirmed).toEqual([]);
  });

  test.each<[string, () => object]>([
    ['a changed message', () => ({ ...signed(notification()), Message: alarm('OK') })],
    ['a changed subject', () => ({ ...signed(notification()), Subject: 'other' })],
    ['no signature', () => notification()],
    ['an unknown version', () => ({ ...signed(notification()), SignatureVersion: '3' })],
    ['a signature of version 1 that says it is version 2', () => ({ ...signed(notification(), '1'), SignatureVersion: '2' })],
    ['another topic', () => signed(notification({ TopicArn: 'arn:aws:sns:eu-west-1:999999999999:alarms' }))],
    ['a certificate elsewhere', () => signed(notification({ SigningCertURL: 'https://evil.example/SimpleNotificationService-1.pem' }))],
    ['a certificate that is none of SNS', () => signed(notification({ SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/other.pem' }))],
    ['an old message', () => signed(notification({ Timestamp: new Date(Date.now() - 61 * 60_000).toISOString() }))],
    ['no message at all', () => ({})],
    ['raw delivery', () => JSON.parse(alarm('ALARM')) as object],
  ])('is refused with %s', async (_name, fields) => {
    expect((await send(fields())).status).toBe(401);
    expect(all.received).toEqual([]);
  });

  test('the same message again changes nothing', async () => {
    const message = signed(notification());
    const first = await send(message);
    expect((await send(message)).body).toEqual(first.body);
    expect(all.received).toHaveLength(1);
  });

  test('a certificate that cannot be fetched is our trouble: SNS tries again', async () => {
    all.sns.certificates.clear();
    expect((await send(signed(notification()))).status).toBe(503);
  });

  test('a message that is no alarm is told in the answer', async () => {
    expect(await send(signed(notification({ Message: 'hello' })))).toMatchObject({ status: 422, body: { errors: [{ field: '/items/0', reason: 'the field Message is not JSON' }] } });
  });

  test('is not there for whoever shows nothing of SNS', async () => {
    const answer = await fetch(endpoint, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect(answer.status).toBe(401);
  });

  test('needs topics', async () => {
    const terms = { name: 'x', kind: 'cloudwatch', enabled: true, labels: {}, fingerprintLabels: [] } as const;
    await expect(all.createIntegration(all.ana, { ...terms, authentication: { kind: 'sns', topicArns: [] } })).rejects.toMatchObject({ details: [{ field: '/authentication/topic_arns' }] });
    await expect(all.createIntegration(all.ana, { ...terms, authentication: { kind: 'sns', topicArns: [TOPIC, 'arn:aws:s3:::bucket'] } })).rejects.toMatchObject({ details: [{ field: '/authentication/topic_arns/1' }] });
    await expect(all.createIntegration(all.ana, { ...terms, authentication: { kind: 'bearer' } })).rejects.toMatchObject({ details: [{ field: '/authentication/kind' }] });
  });
});
