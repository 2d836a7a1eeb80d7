import type { Actor, JsonObject } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import { guardedAddresses, knownPolicy, type EgressPolicy, type ResolveHost } from '#pkg/egress';
import type { BrokerProtocol, MessagePublisher, NotPublished, OutgoingMessage } from '../ports/message-publisher.ts';

/** Where a broker is, after the policy has allowed it: connections go to these addresses only. */
export interface BrokerEndpoint {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly addresses: readonly [string, ...string[]];
  /** PEM certificates trusted instead of the system's. */
  readonly certificateAuthorities?: string;
}

/** The broker has said that it does not take the message. */
export class BrokerRefusal extends Error {
  override readonly name = 'BrokerRefusal';

  constructor(
    readonly failure: 'unauthenticated' | 'refused',
    reason: string,
  ) {
    super(reason);
  }
}

/**
 * Publishes over one protocol, and answers what the broker has confirmed. Sets `sent` when the message is about to leave, throws a
 * `BrokerRefusal` for a no, and leaves no connection behind, also when the signal ends it.
 */
export type PublishOver = (message: OutgoingMessage, endpoint: BrokerEndpoint, progress: { sent: boolean }, signal: AbortSignal) => Promise<JsonObject>;

export interface BrokerPublisherDeps {
  readonly protocols: Readonly<Record<BrokerProtocol, PublishOver>>;
  readonly policyOf: (actor: Actor) => Promise<EgressPolicy>;
  readonly resolve?: ResolveHost;
  readonly certificateAuthorities?: string;
}

/** Publishes by protocol. A connection serves one message: a shared one would carry one tenant's permission over to another. */
export class BrokerPublisher implements MessagePublisher {
  constructor(private readonly deps: BrokerPublisherDeps) {}

  async publish(actor: Actor, message: OutgoingMessage, signal: AbortSignal): Promise<{ readonly accepted: JsonObject } | NotPublished> {
    const { protocols, resolve, certificateAuthorities } = this.deps;
    const { host, port, protocol, tls } = message.broker;
    const policy = await knownPolicy(this.deps.policyOf, actor);
    const guarded = await guardedAddresses({ host, port, tls }, policy, resolve);
    const endpoint: BrokerEndpoint = { host, port, ...guarded, ...(certificateAuthorities !== undefined && { certificateAuthorities }) };

    const timeout = AbortSignal.timeout(message.timeoutMs);
    const ended = AbortSignal.any([signal, timeout]);
    const progress = { sent: false };
    const effect = () => (progress.sent ? ('unknown' as const) : ('none' as const));
    const place = `${host}:${port}`;
    try {
      return { accepted: await protocols[protocol](message, endpoint, progress, ended) };
    } catch (error) {
      signal.throwIfAborted();
      if (timeout.aborted) return { failure: 'timeout', reason: `${place} did not confirm the message within ${message.timeoutMs} ms`, effect: effect() };
      if (error instanceof AppError) throw error;
      const said = error instanceof Error ? error.message : String(error);
      if (error instanceof BrokerRefusal) return { failure: error.failure, reason: `${place} refused: ${said}`, effect: 'none' };
      return progress.sent ? { failure: 'lost', reason: `${place} did not confirm the message: ${said}`, effect: 'unknown' } : { failure: 'unreachable', reason: `no connection to ${place}: ${said}`, effect: 'none' };
    }
  }
}
