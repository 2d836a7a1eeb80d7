import { connect, type Channel, type ChannelModel } from 'amqplib';
import type { JsonObject } from '#internal/kernel';
import { installed, makeCertificates, startRabbit, type RunningBroker } from '#test/support';
import { brokerTrial, scriptedBroker } from '../fakes/broker-trial.ts';

const program = installed('rabbitmq-server');
const credentials = { username: 'ana', password: 'secret' };
const bound = (channel: JsonObject, operation: JsonObject = {}, message: JsonObject = {}) => ({ server: {}, channel, operation, message });

describe('publishing over AMQP', () => {
  jest.setTimeout(90_000);
  const certificates = makeCertificates(['DNS:broker.test']);
  const publish = brokerTrial(certificates.authority);
  afterAll(() => certificates.remove());

  (program === undefined ? describe.skip : describe)('to RabbitMQ', () => {
    let broker: RunningBroker;
    let connection: ChannelModel;
    let channel: Channel;
    const clear = () => ({ protocol: 'amqp' as const, port: broker.port });
    beforeAll(async () => {
      broker = await startRabbit(program ?? '', certificates);
      connection = await connect({ hostname: '127.0.0.1', port: broker.port, ...credentials });
      channel = await connection.createChannel();
      await channel.assertQueue('alerts');
      await channel.assertQueue('full', { arguments: { 'x-max-length': 0, 'x-overflow': 'reject-publish' } });
      await channel.assertExchange('events', 'topic');
      await channel.bindQueue('alerts', 'events', 'alerts.*');
    });
    afterAll(async () => {
      await connection.close();
      await broker.stop();
    });

    test('brings the message to a queue with its headers, its type and the key, and is done when the broker has confirmed it', async () => {
      expect(await publish({ broker: clear(), credentials, channel: 'alerts', headers: { 'x-kind': 'alert' }, bindings: bound({ is: 'queue' }, { priority: 3 }, { messageType: 'Alert' }) })).toEqual({ accepted: { exchange: '', routing_key: 'alerts' } });
      const message = await channel.get('alerts', { noAck: true });
      expect(message && [message.content.toString(), message.properties]).toMatchObject(['{"alert":"DiskFull"}', {
        contentType: 'application/json', messageId: 'e:/do/0/tell:do', headers: { 'x-kind': 'alert', 'idempotency-key': 'e:/do/0/tell:do' }, deliveryMode: 2, priority: 3, type: 'Alert',
      }]);
    });

    test('brings it to an exchange with its routing key', async () => {
      expect(await publish({ broker: clear(), credentials, channel: 'alerts.db', bindings: bound({ is: 'routingKey', exchange: { name: 'events' } }) })).toEqual({ accepted: { exchange: 'events', routing_key: 'alerts.db' } });
      expect(await channel.get('alerts', { noAck: true })).toMatchObject({ fields: { exchange: 'events', routingKey: 'alerts.db' } });
    });

    test('what no queue takes is no success where somebody has to get it', async () => {
      expect(await publish({ broker: clear(), credentials, channel: 'nothing', bindings: bound({ is: 'queue' }) })).toMatchObject({ failure: 'refused', effect: 'none', reason: expect.stringContaining('NO_ROUTE') });
      const toNobody = { broker: clear(), credentials, channel: 'other.db' };
      expect(await publish({ ...toNobody, bindings: bound({ exchange: { name: 'events' } }, { mandatory: true }) })).toMatchObject({ failure: 'refused', effect: 'none' });
      expect(await publish({ ...toNobody, bindings: bound({ exchange: { name: 'events' } }) })).toMatchObject({ accepted: { exchange: 'events' } });
    });

    test.each<[string, string, JsonObject, RegExp]>([
      ['an exchange that is not there', 'x', { exchange: { name: 'nothing' } }, /NOT_FOUND/],
      ['a queue that is full', 'full', { is: 'queue' }, /rejected/],
      ['a virtual host that is not there', 'alerts', { is: 'queue', queue: { vhost: 'nothing' } }, /virtual host 'nothing' is not there/],
    ])('%s is a no', async (_, where, bindings, reason) => {
      expect(await publish({ broker: clear(), credentials, channel: where, bindings: bound(bindings) })).toMatchObject({ failure: 'refused', effect: 'none', reason: expect.stringMatching(reason) });
    });

    test('who is not known does not get in', async () => {
      expect(await publish({ broker: clear(), credentials: { ...credentials, password: 'wrong' }, channel: 'alerts' })).toMatchObject({ failure: 'unauthenticated', effect: 'none' });
    });

    test('signs in over TLS, to a broker that is trusted', async () => {
      const encrypted = { protocol: 'amqp' as const, port: broker.tlsPort, tls: true };
      expect(await publish({ broker: encrypted, credentials, channel: 'alerts', bindings: bound({ is: 'queue' }) })).toMatchObject({ accepted: { routing_key: 'alerts' } });
      expect(await brokerTrial()({ broker: encrypted, credentials, channel: 'alerts' })).toMatchObject({ failure: 'unreachable', effect: 'none', reason: expect.stringMatching(/certificate/i) });
      expect(await publish({ broker: { ...encrypted, host: 'other.test' }, credentials, channel: 'alerts' })).toMatchObject({ failure: 'unreachable', reason: expect.stringContaining('other.test') });
    });
  });
  if (program === undefined) console.warn('NOT TESTED: publishing to a real AMQP broker, for there is no rabbitmq-server on this machine');

  test('where nobody listens, or nobody speaks AMQP, nothing has left', async () => {
    expect(await publish({ broker: { protocol: 'amqp', port: 1 } })).toMatchObject({ failure: 'unreachable', effect: 'none', reason: expect.stringContaining('ECONNREFUSED') });
    const deaf = await scriptedBroker(() => undefined);
    expect(await publish({ broker: { protocol: 'amqp', port: deaf.port }, timeoutMs: 200 })).toMatchObject({ failure: 'timeout', effect: 'none' });
    deaf.stop();
  });

  test('a host that is not allowed is refused', async () => {
    await expect(publish({ broker: { protocol: 'amqp', port: 5672, host: 'evil.example' } })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
