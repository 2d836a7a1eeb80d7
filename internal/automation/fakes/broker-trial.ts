import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { asTenantId, systemActor } from '#internal/kernel';
import type { EgressPolicy } from '#pkg/egress';
import { BrokerPublisher } from '../egress/broker-publisher.ts';
import { publishAmqp } from '../egress/publish-amqp.ts';
import { publishMqtt } from '../egress/publish-mqtt.ts';
import { publishNats } from '../egress/publish-nats.ts';
import type { BrokerAddress, OutgoingMessage } from '../ports/message-publisher.ts';

const actor = systemActor(asTenantId('t'), 'test', { correlationId: 'c', via: 'test' });
/** Every host below `.test` is this machine, and may be reached in clear and encrypted. */
const open: EgressPolicy = { publicHttps: false, rules: [{ target: '*.test', schemes: ['http', 'https'], ports: [] }], privateRanges: ['127.0.0.0/8'] };

export type TrialMessage = Partial<Omit<OutgoingMessage, 'broker'>> & { readonly broker: Pick<BrokerAddress, 'protocol' | 'port'> & Partial<BrokerAddress> };

/** Publishes over the real protocols, to brokers of this machine. */
export function brokerTrial(certificateAuthorities?: string) {
  return ({ broker, ...message }: TrialMessage, { policy = open, signal = new AbortController().signal }: { readonly policy?: EgressPolicy; readonly signal?: AbortSignal } = {}) =>
    new BrokerPublisher({ protocols: { amqp: publishAmqp, mqtt: publishMqtt, nats: publishNats }, policyOf: async () => policy, resolve: async () => ['127.0.0.1'], ...(certificateAuthorities !== undefined && { certificateAuthorities }) }).publish(
      actor,
      {
        broker: { host: 'broker.test', path: '/', tls: false, ...broker }, channel: 'alerts', payload: '{"alert":"DiskFull"}', contentType: 'application/json', headers: {}, idempotencyKey: 'e:/do/0/tell:do',
        bindings: { server: {}, channel: {}, operation: {}, message: {} }, timeoutMs: 10_000, ...message,
      },
      signal,
    );
}

/** A server that says what it is told to say to each packet that comes, and nothing more. */
export async function scriptedBroker(greet: (socket: Socket) => void, ...answers: readonly ((socket: Socket) => void)[]): Promise<{ readonly port: number; stop(): void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let packets = 0;
    socket.on('data', () => answers[packets++]?.(socket));
    greet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
