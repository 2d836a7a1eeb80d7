import type { Actor, JsonObject } from '#internal/kernel';

/** Protocols of message brokers. */
export type BrokerProtocol = 'amqp' | 'mqtt' | 'nats';

export interface BrokerAddress {
  readonly protocol: BrokerProtocol;
  /** Of the protocol, as an AsyncAPI document names it: `3.1.1`. */
  readonly version?: string;
  readonly host: string;
  readonly port: number;
  /** Whether the protocol is encrypted; the tenant's allow-list decides where it leaves that open. */
  readonly tls?: boolean;
  /** What follows the port: AMQP's virtual host. */
  readonly path: string;
}

/** What an AsyncAPI document says of a protocol, at each of its places. */
export type Bindings = Readonly<Record<'server' | 'channel' | 'operation' | 'message', JsonObject>>;

/** One message on its way to a broker, fully evaluated. */
export interface OutgoingMessage {
  readonly broker: BrokerAddress;
  /** A topic, a subject, a routing key or a queue. */
  readonly channel: string;
  readonly payload: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Goes out where the protocol has a place for it, so that receivers know a repeat. */
  readonly idempotencyKey: string;
  readonly credentials?: { readonly username: string; readonly password: string } | { readonly token: string };
  readonly bindings: Bindings;
  readonly timeoutMs: number;
}

/** Why a message was not taken, as far as it is known. */
export interface NotPublished {
  readonly failure: 'unreachable' | 'unauthenticated' | 'refused' | 'timeout' | 'lost';
  readonly reason: string;
  /** `none` when the broker has surely not taken it. */
  readonly effect: 'none' | 'unknown';
}

export interface MessagePublisher {
  /**
   * Publishes a message over a connection of its own, inside the tenant's allow-list, and waits until the broker has confirmed it: `accepted` says
   * what it told of that. Throws, before anything leaves, `forbidden` for a broker that is not allowed, `unavailable` for one that cannot be found
   * and `invalid` for what the protocol cannot carry; rejects with the signal's reason when the caller gives up.
   */
  publish(actor: Actor, message: OutgoingMessage, signal: AbortSignal): Promise<{ readonly accepted: JsonObject } | NotPublished>;
}
