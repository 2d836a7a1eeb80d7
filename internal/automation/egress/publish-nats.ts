import { isIP } from 'node:net';
import { AuthorizationError, connect, headers as messageHeaders, PermissionViolationError, UserAuthenticationExpiredError, type ConnectionOptions, type NatsConnection, type TlsOptions } from '@nats-io/transport-node';
import { invalid } from '#pkg/apperror';
import type { OutgoingMessage } from '../ports/message-publisher.ts';
import { BrokerRefusal, type BrokerEndpoint, type PublishOver } from './broker-publisher.ts';
import { unlessAborted } from './unless-aborted.ts';

/**
 * Core NATS: confirmed by the PONG that follows, which the server sends when it has dealt with the message. Where a JetStream captures the subject, the
 * header `Nats-Msg-Id` keeps a repeat out of it.
 */
export const publishNats: PublishOver = async (message, endpoint, progress, signal) => {
  const { channel, payload, contentType, headers, idempotencyKey } = message;
  if (!/^[^\s.*>]+(\.[^\s.*>]+)*$/.test(channel)) throw invalid('channel', `'${channel}' is no NATS subject: words with dots between them, without * and >`);
  const opening = connect(connectionOptions(message, endpoint));
  const connection = await unlessAborted(opening, signal).catch((error: unknown) => {
    opening.then((late) => late.close()).catch(() => undefined);
    throw refusal(error);
  });
  try {
    const limit = connection.info?.max_payload;
    if (limit !== undefined && Buffer.byteLength(payload) > limit) throw invalid('message/payload', `is larger than the ${limit} bytes that the server takes`);
    const sent = messageHeaders();
    for (const [name, value] of Object.entries({ 'Content-Type': contentType, ...headers, 'Idempotency-Key': idempotencyKey, 'Nats-Msg-Id': idempotencyKey })) sent.set(name, value);
    const faults = faultsOf(connection);
    progress.sent = true;
    connection.publish(channel, payload, { headers: sent });
    await unlessAborted(Promise.race([connection.flush(), endOf(connection)]), signal);
    // A no to the message comes before the PONG, and is handed over a moment later.
    await new Promise(setImmediate);
    const [fault] = faults;
    if (fault) throw refusal(fault);
    return { subject: channel, server: connection.info?.server_name ?? null };
  } finally {
    connection.close().catch(() => undefined);
  }
};

function connectionOptions({ credentials, timeoutMs }: OutgoingMessage, { host, port, tls, addresses, certificateAuthorities }: BrokerEndpoint): ConnectionOptions {
  // The library hands these over to Node's TLS as they are; its type names only some of them.
  const secure = { ...(isIP(host) === 0 && { servername: host }), ...(certificateAuthorities !== undefined && { ca: certificateAuthorities }) } as TlsOptions;
  return {
    servers: addresses.map((address) => (isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`)),
    name: 'orchestrix', noRandomize: true, reconnect: false, ignoreClusterUpdates: true, timeout: timeoutMs, noAsyncTraces: true,
    tls: tls ? secure : null,
    ...(credentials && ('token' in credentials ? { token: credentials.token } : { user: credentials.username, pass: credentials.password })),
  };
}

/** A flush that waits for a connection which is gone waits for ever. */
async function endOf(connection: NatsConnection): Promise<never> {
  throw (await connection.closed()) ?? new Error('the server closed the connection');
}

/** What the server complains of while the connection is open. */
function faultsOf(connection: NatsConnection): readonly Error[] {
  const faults: Error[] = [];
  const listen = async (): Promise<void> => {
    for await (const status of connection.status()) if (status.type === 'error') faults.push(status.error);
  };
  listen().catch(() => undefined);
  return faults;
}

function refusal(error: unknown): unknown {
  if (error instanceof AuthorizationError || error instanceof UserAuthenticationExpiredError) return new BrokerRefusal('unauthenticated', error.message);
  return error instanceof PermissionViolationError ? new BrokerRefusal('refused', error.message) : error;
}
