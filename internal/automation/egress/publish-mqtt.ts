import { randomUUID } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { ErrorWithReasonCode, MqttClient, type IClientPublishOptions } from 'mqtt';
import { invalid } from '#pkg/apperror';
import { lookupAmong } from '#pkg/egress';
import type { OutgoingMessage } from '../ports/message-publisher.ts';
import { BrokerRefusal, type BrokerEndpoint, type PublishOver } from './broker-publisher.ts';

/** Reason codes of CONNACK that speak of who asks: MQTT 3.1.1 section 3.2.2.3, MQTT 5 section 3.2.2.2. */
const UNAUTHENTICATED = [4, 5, 134, 135, 138, 140];

/** MQTT 5, or 3.1.1 where the document says so. Confirmed by PUBACK or PUBCOMP, so a quality of service of 0 becomes 1. */
export const publishMqtt: PublishOver = async (message, endpoint, progress, signal) => {
  const options = publishOptions(message);
  const socket = socketTo(endpoint);
  const { credentials } = message;
  const client = new MqttClient(() => socket, {
    clientId: `orchestrix-${randomUUID()}`, protocolVersion: versionOf(message), clean: true, reconnectPeriod: 0, connectTimeout: message.timeoutMs, keepalive: 0,
    ...(credentials && ('token' in credentials ? { username: '', password: credentials.token } : credentials)),
  });
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('the time is over')), { once: true });
      socket.once('error', reject);
      client.once('error', (error) => reject(connectionRefusal(error)));
      client.once('disconnect', ({ reasonCode }) => reject(new Error(`the broker ended the connection with the reason code ${reasonCode ?? 0}`)));
      client.once('close', () => reject(new Error('the broker closed the connection')));
      client.once('connect', () => {
        progress.sent = true;
        client.publish(message.channel, message.payload, options, (error) => (error ? reject(publishRefusal(error)) : resolve({ topic: message.channel, qos: options.qos })));
      });
    });
  } finally {
    client.on('error', () => undefined);
    client.end(true);
    socket.destroy();
  }
};

function publishOptions({ channel, bindings, contentType, headers, idempotencyKey, broker }: OutgoingMessage): IClientPublishOptions & { readonly qos: 1 | 2 } {
  if (/[+#]|\p{Cc}/u.test(channel) || channel === '') throw invalid('channel', `'${channel}' is no MQTT topic: it must not hold + or #, which are for subscribers`);
  const { qos, retain, messageExpiryInterval } = bindings.operation;
  const userProperties = { ...headers, 'idempotency-key': idempotencyKey };
  return {
    qos: qos === 2 ? 2 : 1,
    retain: retain === true,
    ...(isVersion3(broker) ? {} : { properties: { contentType, userProperties, ...(typeof messageExpiryInterval === 'number' && { messageExpiryInterval }) } }),
  };
}

const versionOf = ({ broker }: OutgoingMessage): 4 | 5 => (isVersion3(broker) ? 4 : 5);
const isVersion3 = ({ version = '5' }: OutgoingMessage['broker']): boolean => version.startsWith('3');

function socketTo({ host, port, tls: encrypted, addresses, certificateAuthorities }: BrokerEndpoint): net.Socket {
  const lookup = lookupAmong(addresses);
  if (!encrypted) return net.connect({ host, port, lookup });
  return tls.connect({ host, port, lookup, ...(net.isIP(host) === 0 && { servername: host }), ...(certificateAuthorities !== undefined && { ca: certificateAuthorities }) });
}

function connectionRefusal(error: Error): Error {
  if (!(error instanceof ErrorWithReasonCode)) return error;
  return new BrokerRefusal(UNAUTHENTICATED.includes(error.code) ? 'unauthenticated' : 'refused', error.message);
}

/** Only MQTT 5 has a no to a message; 3.1.1 acknowledges it and drops it. */
const publishRefusal = (error: Error): Error => (error instanceof ErrorWithReasonCode ? new BrokerRefusal('refused', error.message) : error);
