import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { plainData } from '../domain/message-data.ts';
import { somebody } from '../ports/notifications.contract.ts';
import { channelRegistry } from './channel-registry.ts';
import { emailChannel } from './email-channel.ts';
import { parseSmtpUrl } from './smtp-server-address.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const data = plainData({ key: '{}:{alertname="Down"}', receiver: 'ops', title: 'Down', text: '<b>it</b> is down', labels: { team: 'café' }, externalURL: 'http://orx.example:8080', now });
const message = { deliveryId: 'd1', data, ackUrl: 'http://orx.example:8080/ack' };
const open = { publicHttps: true, rules: [{ target: '127.0.0.1', schemes: ['http' as const, 'https' as const], ports: [] }], privateRanges: ['127.0.0.0/8'] };

interface Mail {
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly secure: boolean;
  readonly source: string;
}

describe('the e-mail channel, with a real SMTP server', () => {
  let folder: string;
  let certificate: { key: Buffer; cert: Buffer };
  const servers: SMTPServer[] = [];
  const mails: Mail[] = [];

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'smtp-'));
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'pipe' });
    certificate = { key: readFileSync(key), cert: readFileSync(cert) };
  });
  afterEach(async () => {
    mails.length = 0;
    await Promise.all(servers.splice(0).map((server) => new Promise<void>((resolve) => { server.close(() => resolve()); })));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function start(options: SMTPServerOptions = {}): Promise<number> {
    const server = new SMTPServer({
      ...certificate, logger: false, authOptional: true, disableReverseLookup: true,
      onAuth: ({ username, password }, _session, done) => { if (username === 'orx' && password === 'pw') done(null, { user: username }); else done(Object.assign(new Error('bad credentials'), { responseCode: 535 })); },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), user: session.user as string | undefined, secure: session.secure, source: Buffer.concat(chunks).toString() });
          done(null, 'queued as 42');
        });
      },
      ...options,
    });
    servers.push(server);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return (server.server.address() as AddressInfo).port;
  }

  const channelsOf = (terms: object = {}) => channelRegistry([emailChannel({ policyOf: async () => open, publicUrl: 'http://orx.example:8080', certificateAuthorities: [certificate.cert.toString()], ...terms })]);
  const send = (port: number, encryption: string, { username, secrets = {}, to = ['ana@acme.example'] }: { readonly username?: string; readonly secrets?: Record<string, string>; readonly to?: readonly string[] } = {}) => {
    const channels = channelsOf();
    const settings = channels.settingsOf('email', { to, from: 'orx@acme.example', smarthost: { host: '127.0.0.1', port, encryption, ...(username !== undefined && { username }) } });
    return channels.deliver(somebody(), 'email', message, { settings, secrets });
  };

  test('sends text and HTML, with an id that is the same in every copy, as one conversation per group', async () => {
    const port = await start();
    expect(await send(port, 'starttls', { username: 'orx', secrets: { password: 'pw' }, to: ['ana@acme.example', 'bo@acme.example'] })).toMatchObject({ outcome: 'delivered', code: '250', providerId: '<d1@orx.example>', response: expect.stringContaining('queued as 42') as string });
    await send(port, 'starttls');
    const [first, second] = mails;
    expect(first).toMatchObject({ to: ['ana@acme.example', 'bo@acme.example'], user: 'orx', secure: true });
    const header = (mail: Mail | undefined, name: string) => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'mi').exec(mail?.source ?? '')?.[1];
    expect(header(first, 'Message-ID')).toBe('<d1@orx.example>');
    expect(header(second, 'Message-ID')).toBe(header(first, 'Message-ID'));
    expect(header(first, 'References')).toMatch(/^<group\.[0-9a-f]{40}@orx\.example>$/);
    expect(header(first, 'In-Reply-To')).toBe(header(first, 'References'));
    expect(header(first, 'Subject')).toBe('=?UTF-8?Q?=5BFIRING=3A1=5D_Down_=28caf=C3=A9=29?=');
    expect(header(first, 'Auto-Submitted')).toBe('auto-generated');
    expect(first!.source).toMatch(/multipart\/alternative/);
    expect(first!.source).toContain('&lt;b&gt;it&lt;/b&gt; is down');
    expect(first!.source).not.toContain('<b>it</b></td>');
  });

  test('speaks TLS from the first byte, and in clear only when told to', async () => {
    const secure = await start({ secure: true });
    expect(await send(secure, 'tls')).toMatchObject({ outcome: 'delivered' });
    const clear = await start({ disabledCommands: ['STARTTLS'] });
    expect(await send(clear, 'none')).toMatchObject({ outcome: 'delivered' });
    expect(mails.map((mail) => mail.secure)).toEqual([true, false]);
  });

  test('does not send in clear what is to be encrypted, nor to a server whose certificate nobody trusts', async () => {
    const clear = await start({ disabledCommands: ['STARTTLS'] });
    expect(await send(clear, 'starttls')).toMatchObject({ outcome: 'refused', code: '500' });
    const port = await start();
    const channels = channelsOf({ certificateAuthorities: undefined });
    const settings = { to: ['ana@acme.example'], from: 'orx@acme.example', smarthost: { host: '127.0.0.1', port, encryption: 'starttls' } };
    expect(await channels.deliver(somebody(), 'email', message, { settings, secrets: {} })).toMatchObject({ outcome: 'failed' });
    expect(mails).toEqual([]);
  });

  test.each([
    ['wrong credentials', { username: 'orx', secrets: { password: 'no' } }, {}, { outcome: 'refused', code: '535' }],
    ['a mailbox that is not there', {}, { responseCode: 550 }, { outcome: 'refused', code: '550' }],
    ['a mailbox that is full at the moment', {}, { responseCode: 452 }, { outcome: 'failed', code: '452' }],
  ])('%s: what the server says', async (_what, terms, refusal, outcome) => {
    const port = await start({ ...('responseCode' in refusal && { onRcptTo: (_address, _session, done) => { done(Object.assign(new Error('no'), refusal)); } }) });
    expect(await send(port, 'starttls', terms)).toMatchObject(outcome);
  });

  test('a server that does not answer fails; one that may not be called is refused', async () => {
    expect(await send(1, 'none')).toMatchObject({ outcome: 'failed', code: 'ESOCKET' });
    const channels = channelsOf({ policyOf: async () => ({ publicHttps: true, rules: [], privateRanges: [] }) });
    const end = { settings: { to: ['ana@acme.example'], from: 'orx@acme.example', smarthost: { host: '127.0.0.1', port: 25, encryption: 'none' } }, secrets: {} };
    expect(await channels.deliver(somebody(), 'email', message, end)).toMatchObject({ outcome: 'refused', code: 'forbidden' });
    expect(await channels.problemOf(somebody(), 'email', end)).toMatchObject({ field: 'settings/smarthost/host' });
  });

  test("goes through the installation's server when there is no other, and says when there is none", async () => {
    const port = await start();
    const server = parseSmtpUrl(`smtp://orx:pw@127.0.0.1:${port}`, 'orchestrix@orx.example');
    const end = { settings: { to: ['ana@acme.example'] }, secrets: {} };
    expect(await channelsOf({ server }).deliver(somebody(), 'email', message, end)).toMatchObject({ outcome: 'delivered' });
    expect(mails[0]?.source).toContain('From: orchestrix@orx.example');
    expect(await channelsOf({ server }).problemOf(somebody(), 'email', end)).toBeUndefined();
    expect(await channelsOf({ server }).problemOf(somebody(), 'email', { ...end, settings: { ...end.settings, from: 'boss@acme.example' } })).toMatchObject({ field: 'settings/from' });
    expect(await channelsOf().problemOf(somebody(), 'email', end)).toMatchObject({ field: 'settings/smarthost' });
    expect(await channelsOf().deliver(somebody(), 'email', message, end)).toMatchObject({ outcome: 'refused', code: 'no_server' });
  });

  test('what is no address is refused with its field', () => {
    const channels = channelsOf();
    expect(() => channels.settingsOf('email', { to: ['nobody'] })).toThrow(expect.objectContaining({ details: [expect.objectContaining({ field: 'settings/to/0' })] }) as Error);
    expect(() => channels.settingsFor('email', 'a@b\r\nBcc: x@y')).toThrow(/address/);
    expect(channels.settingsFor('email', 'ana@acme.example')).toEqual({ to: ['ana@acme.example'] });
  });
});

test.each([
  ['smtps://u%40x:p%3Aw@mail.example', { host: 'mail.example', port: 465, encryption: 'tls', username: 'u@x', password: 'p:w' }],
  ['smtp://mail.example', { host: 'mail.example', port: 587, encryption: 'starttls' }],
  ['smtp+insecure://[::1]:25', { host: '::1', port: 25, encryption: 'none' }],
])('%s is read', (url, server) => expect(parseSmtpUrl(url, 'a@b')).toEqual({ ...server, from: 'a@b' }));
test('another URL is refused without being repeated', () => expect(() => parseSmtpUrl('http://u:hunter2@x', 'a@b')).toThrow(/^(?!.*hunter2).*SMTP_URL/));
