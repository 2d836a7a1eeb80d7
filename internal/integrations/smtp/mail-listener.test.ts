import { createConnection } from 'node:net';
import { createTransport, type Transporter } from 'nodemailer';
import { JqExpressions } from '#pkg/jq';
import { createLogger } from '#pkg/observability';
import { integrationsInMemory } from '../fakes/integrations-in-memory.ts';
import { findMailbox, receiveMail } from '../service/receive-mail.ts';
import { mailListener } from './mail-listener.ts';

const expressions = new JqExpressions({ cpuMs: 1000 });
let all = integrationsInMemory(expressions);
let left = 1000;
let listener: ReturnType<typeof mailListener>;
let port: number;
let client: Transporter;
let address: string;

beforeAll(async () => {
  listener = mailListener({
    findMailbox: (localPart) => findMailbox({ directory: all.work, secrets: all.secrets })(localPart),
    receiveMail: (actor, place, mail) => receiveMail({ receiveEvents: all.receiveEvents, takeTurn: () => ({ allowed: left-- > 0, retryAfterSeconds: 1 }) })(actor, place, mail),
    ids: { next: () => crypto.randomUUID() },
    logger: createLogger({ service: 'mail-test', level: 'silent' }),
  });
  port = await listener.start(0, '127.0.0.1');
  client = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
});
beforeEach(async () => {
  left = 1000;
  all = integrationsInMemory(expressions);
  address = `${(await made()).secret}@in.example`;
});
afterAll(async () => {
  client.close();
  await listener.stop();
  await expressions.close();
});

const made = (terms: object = {}) => all.createIntegration(all.ana, { name: 'mail', kind: 'email', enabled: true, authentication: { kind: 'address' }, labels: { team: 'db' }, fingerprintLabels: [], ...terms });
const send = (mail: object) => client.sendMail({ from: 'Nagios <Nagios@shop.example>', to: address, subject: '[FIRING] Disk full on db-1', text: 'Look at the logs', ...mail });
const receipts = async () => (await all.listReceipts(all.ana, (await all.listIntegrations(all.ana, { limit: 1 })).items[0]!.id, undefined, { limit: 10 })).items;

describe('mail', () => {
  test('becomes an alert, and a later mail its end; a receipt is stored before the answer', async () => {
    const { response } = await send({});
    expect(all.received).toMatchObject([{ labels: { alertname: 'Disk full on db-1', sender: 'nagios@shop.example', team: 'db' }, annotations: { summary: '[FIRING] Disk full on db-1', description: 'Look at the logs' }, ended: false }]);
    const [receipt] = await receipts();
    expect(response).toBe(`250 taken in as ${receipt!.id}`);
    await send({ subject: 'RESOLVED: Disk full on db-1' });
    expect(all.received[1]).toMatchObject({ ended: true, identity: all.received[0]!.identity });
  });

  test('is read in any encoding, and in HTML where there is no text; attachments are not looked at', async () => {
    await send({ subject: 'Überlauf in Zürich', text: undefined, html: '<html><body><h1>Voll</h1><p>bis &gt; 93 %</p></body></html>', attachments: [{ filename: 'x.bin', content: Buffer.alloc(10_000, 1) }] });
    expect(all.received[0]).toMatchObject({ labels: { alertname: 'Überlauf in Zürich' }, annotations: { description: expect.stringContaining('Voll') } });
  });

  test('of the same message id counts once', async () => {
    await send({ messageId: '<1@shop.example>' });
    await send({ messageId: '<1@shop.example>' });
    expect([all.received.length, (await receipts()).length]).toEqual([1, 1]);
  });

  test('the receipt does not hold the address, which is the secret', async () => {
    await send({});
    const [receipt] = await receipts();
    expect(receipt!.payload.toString()).toContain('Disk full');
    expect(receipt!.payload.toString()).not.toContain(address.slice(0, 32));
  });

  test('may have a mapping of its own', async () => {
    const { secret } = await made({ name: 'mapped', mapping: { labels: { alertname: '.text | split(":")[0]' }, status: '.subject', states: { down: 'firing', up: 'resolved' } } });
    await send({ to: `${secret}@in.example`, subject: 'DOWN', text: 'Shop: no answer' });
    expect(all.received[0]).toMatchObject({ labels: { alertname: 'Shop' } });
    await expect(send({ to: `${secret}@in.example`, subject: 'sideways' })).rejects.toMatchObject({ responseCode: 554, response: expect.stringMatching(/is no state that the mapping knows \(receipt [0-9a-f-]{36}\)/) });
  });

  test.each<[string, () => Promise<object>, number]>([
    ['an address that is nobody’s', async () => ({ to: `${'0'.repeat(32)}@in.example` }), 550],
    ['an integration that is switched off', async () => ({ to: `${(await made({ name: 'off', enabled: false })).secret}@in.example` }), 550],
    ['more than a megabyte', async () => ({ text: 'x\n'.repeat(600_000) }), 552],
    ['too much mail, for now', async () => { left = 0; return {}; }, 451],
  ])('is refused for %s', async (_name, mail, responseCode) => {
    await expect(send(await mail())).rejects.toMatchObject({ responseCode });
    expect(all.received).toEqual([]);
  });

  test('goes to ten integrations at most', async () => {
    const { rejected, accepted } = await send({ to: Array.from({ length: 11 }, (_, n) => `${address.split('@')[0]}@host${n}.example`) }) as { readonly rejected: string[]; readonly accepted: string[] };
    expect([accepted.length, rejected.length]).toEqual([10, 1]);
  });

  test('offers neither TLS nor a login, which the mail server before it does', async () => {
    const socket = createConnection(port, '127.0.0.1');
    let said = '';
    socket.on('data', (data) => {
      said += data.toString();
      if (said.includes('\r\n') && !said.includes('250')) socket.write('EHLO test\r\n');
      else if (said.includes('SIZE') && !socket.writableEnded) socket.end('QUIT\r\n');
    });
    await new Promise((closed) => socket.once('close', closed));
    expect(said).not.toMatch(/STARTTLS|AUTH/);
  });
});
