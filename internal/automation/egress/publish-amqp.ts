import net from 'node:net';
import { connect, type ChannelModel, type ConfirmChannel, type Options } from 'amqplib';
import type { Json, JsonObject } from '#internal/kernel';
import { lookupAmong } from '#pkg/egress';
import type { OutgoingMessage } from '../ports/message-publisher.ts';
import { BrokerRefusal, type PublishOver } from './broker-publisher.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Where AMQP delivers a message, by the bindings of the channel: to an exchange with a routing key, or through the default exchange to a queue. */
interface Destination {
  readonly exchange: string;
  readonly routingKey: string;
  readonly vhost: string;
}

/**
 * AMQP 0-9-1 (RabbitMQ): confirmed by the broker's acknowledgement on a confirm channel. Nothing is declared: exchanges and queues are others'. What
 * the broker cannot bring to any queue is refused where the message is for one queue, or where the document says `mandatory`.
 */
export const publishAmqp: PublishOver = async (message, endpoint, progress, signal) => {
  const { host, port, tls, addresses, certificateAuthorities } = endpoint;
  const { exchange, routingKey, vhost } = destinationOf(message);
  const options = publishOptions(message, exchange === '');
  const { credentials } = message;
  const login = credentials && ('token' in credentials ? { username: '', password: credentials.token } : credentials);
  const opening = connect({ protocol: tls ? 'amqps' : 'amqp', hostname: host, port, vhost, ...login }, { lookup: lookupAmong(addresses), ...(net.isIP(host) === 0 && { servername: host }), ...(certificateAuthorities !== undefined && { ca: [certificateAuthorities] }), timeout: message.timeoutMs });
  const connection = await unlessAborted(opening, signal).catch((error: unknown) => {
    // Whoever gave up does not wait for it, but it must not stay open.
    opening.then((late) => late.close()).catch(() => undefined);
    throw openRefusal(error, vhost);
  });
  try {
    return await unlessAborted(confirmed(connection, (channel, settle) => {
      progress.sent = true;
      channel.publish(exchange, routingKey, Buffer.from(message.payload), options, settle);
    }, { exchange, routing_key: routingKey }), signal);
  } finally {
    connection.on('error', () => undefined);
    connection.close().catch(() => undefined);
  }
};

async function confirmed(connection: ChannelModel, publish: (channel: ConfirmChannel, settle: (error: Error | null | undefined) => void) => void, receipt: JsonObject): Promise<JsonObject> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('close', () => reject(new Error('the broker closed the connection')));
    connection.createConfirmChannel().then((channel) => {
      let returned: string | undefined;
      // A channel that the broker closes has taken nothing: the exchange is not there, or one may not publish to it.
      channel.on('error', (error) => reject(new BrokerRefusal('refused', error.message)));
      channel.on('return', ({ fields }) => (returned = (fields as { readonly replyText?: string }).replyText ?? ''));
      publish(channel, (error: Error | null | undefined) => {
        if (returned !== undefined) reject(new BrokerRefusal('refused', `no queue takes the message: ${returned}`));
        else if (!error) resolve(receipt);
        else reject(/nack/i.test(error.message) ? new BrokerRefusal('refused', 'the message was rejected') : error);
      });
    }, reject);
  });
}

function destinationOf({ channel, bindings, broker }: OutgoingMessage): Destination {
  const { is, exchange, queue } = bindings.channel;
  const toQueue = is === 'queue';
  const place = objectOf(toQueue ? queue : exchange);
  const inPath = decodeURIComponent(broker.path.replace(/^\//, ''));
  return {
    exchange: toQueue ? '' : text(place['name'], ''),
    routingKey: toQueue ? text(place['name'], channel) : channel,
    vhost: inPath === '' ? text(place['vhost'], '/') : inPath,
  };
}

function publishOptions({ bindings, contentType, headers, idempotencyKey }: OutgoingMessage, toQueue: boolean): Options.Publish {
  const { expiration, priority, deliveryMode, mandatory, userId, replyTo } = bindings.operation;
  const { contentEncoding, messageType } = bindings.message;
  return {
    contentType,
    messageId: idempotencyKey,
    headers: { 'idempotency-key': idempotencyKey, ...headers },
    mandatory: toQueue || mandatory === true,
    persistent: deliveryMode !== 1,
    ...(typeof expiration === 'number' && { expiration }),
    ...(typeof priority === 'number' && { priority }),
    ...(typeof userId === 'string' && { userId }),
    ...(typeof replyTo === 'string' && { replyTo }),
    ...(typeof contentEncoding === 'string' && { contentEncoding }),
    ...(typeof messageType === 'string' && { type: messageType }),
  };
}

/** What the library says of a handshake that the broker ends: code 403 of AMQP 0-9-1, or a close instead of the virtual host being opened. */
function openRefusal(error: unknown, vhost: string): unknown {
  const said = error instanceof Error ? error.message : String(error);
  if (/\b403\b|ACCESS.REFUSED/.test(said)) return new BrokerRefusal('unauthenticated', said);
  return said.includes('Expected ConnectionOpenOk') ? new BrokerRefusal('refused', `the virtual host '${vhost}' is not there, or not for this user`) : error;
}

const objectOf = (value: Json | undefined): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {});
const text = (value: Json | undefined, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
