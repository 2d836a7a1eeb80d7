import { connectAsync, type IPublishPacket, type MqttClient } from 'mqtt';
import { installed, makeCertificates, startMosquitto, type RunningBroker } from '#test/support';
import { brokerTrial, scriptedBroker } from '../fakes/broker-trial.ts';

const program = installed('mosquitto');

describe('publishing over MQTT', () => {
  const certificates = makeCertificates(['DNS:broker.test']);
  const publish = brokerTrial(certificates.authority);
  afterAll(() => certificates.remove());

  (program === undefined ? describe.skip : describe)('to Mosquitto', () => {
    let broker: RunningBroker;
    let listener: MqttClient;
    const heard: { readonly topic: string; readonly text: string; readonly packet: IPublishPacket }[] = [];
    beforeAll(async () => {
      broker = await startMosquitto(program ?? '', certificates);
      listener = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, { protocolVersion: 5 });
      listener.on('message', (topic, text, packet) => heard.push({ topic, text: text.toString(), packet }));
      await listener.subscribeAsync({ 'open/#': { qos: 2 }, 'alerts/#': { qos: 2 } });
    });
    afterAll(async () => {
      await listener.endAsync();
      await broker.stop();
    });
    const came = async (topic: string) => {
      for (;;) {
        const found = heard.find((each) => each.topic === topic);
        if (found) return found;
        await new Promise(setImmediate);
      }
    };
    const clear = () => ({ protocol: 'mqtt' as const, port: broker.port });
    const encrypted = () => ({ protocol: 'mqtt' as const, port: broker.tlsPort, tls: true });
    const credentials = { username: 'ana', password: 'secret' };

    test('brings the message with its headers, its type and the key, and is done when the broker has acknowledged it', async () => {
      expect(await publish({ broker: clear(), channel: 'open/a', headers: { 'x-kind': 'alert' } })).toEqual({ accepted: { topic: 'open/a', qos: 1 } });
      const { text, packet } = await came('open/a');
      expect(text).toBe('{"alert":"DiskFull"}');
      expect(packet).toMatchObject({ qos: 1, retain: false, properties: { contentType: 'application/json', userProperties: { 'x-kind': 'alert', 'idempotency-key': 'e:/do/0/tell:do' } } });
    });

    test('keeps to the quality of service, the retention and the version that the document binds', async () => {
      expect(await publish({ broker: { ...clear(), version: '3.1.1' }, channel: 'open/b', bindings: { server: {}, channel: {}, operation: { qos: 2, retain: true }, message: {} } })).toEqual({ accepted: { topic: 'open/b', qos: 2 } });
      expect((await came('open/b')).packet.qos).toBe(2);
      const late = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
      const retained = new Promise<boolean>((resolve) => late.on('message', (_, __, packet) => resolve(packet.retain)));
      await late.subscribeAsync('open/b');
      expect(await retained).toBe(true);
      await late.endAsync();
    });

    test('signs in over TLS, and is told no where it may not publish', async () => {
      expect(await publish({ broker: encrypted(), channel: 'alerts/a', credentials })).toEqual({ accepted: { topic: 'alerts/a', qos: 1 } });
      expect(await publish({ broker: encrypted(), channel: 'secret/a', credentials })).toMatchObject({ failure: 'refused', effect: 'none', reason: expect.stringContaining('Not authorized') });
    });

    test.each([[{ username: 'ana', password: 'wrong' }], [undefined]])('with the credentials %j nobody gets in', async (wrong) => {
      expect(await publish({ broker: encrypted(), channel: 'alerts/a', ...(wrong && { credentials: wrong }) })).toMatchObject({ failure: 'unauthenticated', effect: 'none', reason: expect.stringContaining('Not authorized') });
    });

    test('a broker whose certificate is not trusted gets nothing', async () => {
      expect(await brokerTrial()({ broker: encrypted(), channel: 'alerts/a', credentials })).toMatchObject({ failure: 'unreachable', effect: 'none', reason: expect.stringMatching(/certificate/i) });
      expect(await publish({ broker: { ...encrypted(), host: 'other.test' }, channel: 'alerts/a', credentials })).toMatchObject({ failure: 'unreachable', reason: expect.stringContaining('other.test') });
    });
  });
  if (program === undefined) console.warn('NOT TESTED: publishing to a real MQTT broker, for there is no mosquitto on this machine');

  const CONNACK = Buffer.from([0x20, 0x03, 0x00, 0x00, 0x00]);

  test('a broker that is gone before it acknowledges may have the message', async () => {
    const broker = await scriptedBroker(() => undefined, (socket) => socket.write(CONNACK), (socket) => socket.destroy());
    expect(await publish({ broker: { protocol: 'mqtt', port: broker.port } })).toMatchObject({ failure: 'lost', effect: 'unknown' });
    broker.stop();
  });

  test('a broker that never acknowledges costs no more than the timeout', async () => {
    const broker = await scriptedBroker(() => undefined, (socket) => socket.write(CONNACK));
    expect(await publish({ broker: { protocol: 'mqtt', port: broker.port }, timeoutMs: 200 })).toMatchObject({ failure: 'timeout', effect: 'unknown' });
    const deaf = await scriptedBroker(() => undefined);
    expect(await publish({ broker: { protocol: 'mqtt', port: deaf.port }, timeoutMs: 200 })).toMatchObject({ failure: 'timeout', effect: 'none' });
    broker.stop();
    deaf.stop();
  });

  test('who gives up is not kept waiting', async () => {
    const gone = new AbortController();
    const broker = await scriptedBroker(() => gone.abort(new Error('given up')));
    await expect(publish({ broker: { protocol: 'mqtt', port: broker.port } }, { signal: gone.signal })).rejects.toThrow('given up');
    broker.stop();
  });

  test('where nobody listens nothing has left', async () => {
    expect(await publish({ broker: { protocol: 'mqtt', port: 1 } })).toMatchObject({ failure: 'unreachable', effect: 'none', reason: expect.stringContaining('ECONNREFUSED') });
  });

  test('the allow-list holds for brokers: another host, or a clear connection where only encrypted ones are open', async () => {
    await expect(publish({ broker: { protocol: 'mqtt', port: 1883, host: 'evil.example' } })).rejects.toMatchObject({ code: 'forbidden' });
    const encryptedOnly = { publicHttps: true, rules: [{ target: '*.test', schemes: ['https' as const], ports: [] }], privateRanges: ['127.0.0.0/8'] };
    await expect(publish({ broker: { protocol: 'mqtt', port: 1883 } }, { policy: encryptedOnly })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each(['alerts/#', 'alerts/+/x', ''])('%j is no topic', async (channel) => {
    await expect(publish({ broker: { protocol: 'mqtt', port: 1 }, channel })).rejects.toMatchObject({ code: 'invalid' });
  });
});
