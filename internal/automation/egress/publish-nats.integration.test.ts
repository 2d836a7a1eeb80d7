import { connect, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { installed, makeCertificates, startNats, type RunningBroker } from '#test/support';
import { brokerTrial, scriptedBroker } from '../fakes/broker-trial.ts';

const program = installed('nats-server');
const credentials = { username: 'ana', password: 'secret' };

describe('publishing over NATS', () => {
  const certificates = makeCertificates(['DNS:broker.test']);
  const publish = brokerTrial(certificates.authority);
  afterAll(() => certificates.remove());

  (program === undefined ? describe.skip : describe)('to a NATS server', () => {
    let broker: RunningBroker;
    let listener: NatsConnection;
    const clear = () => ({ protocol: 'nats' as const, port: broker.port, tls: false });
    beforeAll(async () => {
      broker = await startNats(program ?? '', certificates);
      listener = await connect({ servers: `127.0.0.1:${broker.port}`, user: 'ana', pass: 'secret' });
    });
    afterAll(async () => {
      await listener.close();
      await broker.stop();
    });

    test('brings the message with its headers, its type and the key, and is done when the server has dealt with it', async () => {
      const heard = new Promise<Msg>((resolve) => listener.subscribe('alerts.db', { max: 1, callback: (_, message) => resolve(message) }));
      await listener.flush();
      expect(await publish({ broker: clear(), channel: 'alerts.db', credentials, headers: { 'x-kind': 'alert' } })).toEqual({ accepted: { subject: 'alerts.db', server: expect.any(String) } });
      const message = await heard;
      expect(message.string()).toBe('{"alert":"DiskFull"}');
      expect(['x-kind', 'Content-Type', 'Idempotency-Key', 'Nats-Msg-Id'].map((name) => message.headers?.get(name))).toEqual(['alert', 'application/json', 'e:/do/0/tell:do', 'e:/do/0/tell:do']);
    });

    test('is told no where it may not publish, and by whom it does not know', async () => {
      expect(await publish({ broker: clear(), channel: 'other.db', credentials })).toMatchObject({ failure: 'refused', effect: 'none', reason: expect.stringMatching(/permissions violation/i) });
      expect(await publish({ broker: clear(), channel: 'alerts.db', credentials: { ...credentials, password: 'wrong' } })).toMatchObject({ failure: 'unauthenticated', effect: 'none' });
      expect(await publish({ broker: clear(), channel: 'alerts.db', credentials: { token: 'wrong' } })).toMatchObject({ failure: 'unauthenticated', effect: 'none' });
    });

    test('signs in over TLS, to a server that is trusted', async () => {
      const encrypted = { protocol: 'nats' as const, port: broker.tlsPort, tls: true };
      expect(await publish({ broker: encrypted, channel: 'alerts.db', credentials })).toMatchObject({ accepted: { subject: 'alerts.db' } });
      expect(await brokerTrial()({ broker: encrypted, channel: 'alerts.db', credentials })).toMatchObject({ failure: 'unreachable', effect: 'none', reason: expect.stringMatching(/certificate/i) });
      expect(await publish({ broker: { ...encrypted, host: 'other.test' }, channel: 'alerts.db', credentials })).toMatchObject({ failure: 'unreachable', reason: expect.stringContaining('other.test') });
      expect(await publish({ broker: { ...encrypted, port: broker.port }, channel: 'alerts.db', credentials })).toMatchObject({ failure: 'unreachable', effect: 'none' });
    });

    test('a message that is larger than the server takes does not leave', async () => {
      await expect(publish({ broker: clear(), channel: 'alerts.db', credentials, payload: 'x'.repeat(1024 * 1024 + 1) })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('1048576 bytes') });
    });
  });
  if (program === undefined) console.warn('NOT TESTED: publishing to a real NATS server, for there is no nats-server on this machine');

  const INFO = 'INFO {"server_id":"s","version":"2.9.0","proto":1,"headers":true,"max_payload":1048576}\r\n';

  test('a server that is gone before it confirms may have the message', async () => {
    const broker = await scriptedBroker((socket) => socket.write(INFO), (socket) => socket.write('PONG\r\n'), (socket) => socket.destroy());
    expect(await publish({ broker: { protocol: 'nats', port: broker.port } })).toMatchObject({ failure: 'lost', effect: 'unknown' });
    broker.stop();
  });

  test('a server that never confirms costs no more than the timeout', async () => {
    const broker = await scriptedBroker((socket) => socket.write(INFO), (socket) => socket.write('PONG\r\n'));
    expect(await publish({ broker: { protocol: 'nats', port: broker.port }, timeoutMs: 300 })).toMatchObject({ failure: 'timeout', effect: 'unknown' });
    broker.stop();
  });

  test('where nobody listens nothing has left', async () => {
    expect(await publish({ broker: { protocol: 'nats', port: 1 } })).toMatchObject({ failure: 'unreachable', effect: 'none' });
  });

  test('a host that is not allowed, and what is no subject, are refused', async () => {
    await expect(publish({ broker: { protocol: 'nats', port: 4222, host: 'evil.example' } })).rejects.toMatchObject({ code: 'forbidden' });
    for (const channel of ['alerts.*', 'alerts.>', 'a b', '', '.a']) await expect(publish({ broker: { protocol: 'nats', port: 1 }, channel })).rejects.toMatchObject({ code: 'invalid' });
  });
});
