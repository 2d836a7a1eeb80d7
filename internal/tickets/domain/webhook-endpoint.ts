import { invalid } from '#pkg/apperror';
import { type Circuit, type CircuitState, circuitState, closedCircuit, failedCircuit } from '#pkg/backoff';
import type { Brand, TenantId } from '#internal/kernel';

export type WebhookEndpointId = Brand<string, 'WebhookEndpointId'>;

/** Events of tickets that an endpoint may ask for. */
export const WEBHOOK_EVENTS = [
  'tickets.ticket.opened', 'tickets.ticket.leased', 'tickets.ticket.lease_expired', 'tickets.ticket.completed', 'tickets.ticket.failed', 'tickets.ticket.cancelled',
  'tickets.ticket.sla_at_risk', 'tickets.ticket.sla_breached',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What people set. */
export interface EndpointTerms {
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly WebhookEvent[];
  readonly enabled: boolean;
}

/**
 * Somebody who is told of tickets. Its circuit breaker is part of it and not of a process, so that all workers share it and people see it: `closed` lets deliveries
 * pass, `open` none until `retryAt`, and then one to see whether the receiver is back.
 */
export interface WebhookEndpoint extends EndpointTerms, Circuit {
  readonly id: WebhookEndpointId;
  readonly tenantId: TenantId;
  /** The signing secret, encrypted. */
  readonly sealedSecret: string;
  /** The one before, which counts as well until the time beside it. */
  readonly previousSealedSecret?: string;
  readonly previousSecretUntil?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

export type { CircuitState } from '#pkg/backoff';

/** `half_open` from `retryAt` on: the next delivery decides. */
export const circuitOf = (endpoint: WebhookEndpoint, now: Date): CircuitState => circuitState(endpoint, now);

const CIRCUIT = { failuresToOpen: 5, breaks: { baseMs: 30_000, maxMs: 15 * 60_000 } };

/** The receiver took a delivery: the circuit is closed. */
export const succeeded = (endpoint: WebhookEndpoint): WebhookEndpoint => closedCircuit(endpoint);

/** It did not. The fifth failure in a row opens the circuit for 30 s, each further one for twice as long, up to a quarter of an hour. */
export const failed = (endpoint: WebhookEndpoint, now: Date): WebhookEndpoint => failedCircuit(endpoint, CIRCUIT, now);

export const changed = (endpoint: WebhookEndpoint, terms: EndpointTerms, now: Date): WebhookEndpoint => {
  const moved = terms.url !== endpoint.url || (terms.enabled && !endpoint.enabled);
  return { ...(moved ? succeeded(endpoint) : endpoint), ...terms, updatedAt: now }; // another receiver, or the same after a repair: what failed before says nothing
};

/** A day: long enough to change the secret at the receiver on a weekday. */
export const DEFAULT_OVERLAP_MS = 24 * 60 * 60_000;

/** A new secret, with the present one counting for `overlapMs` more; not at all when that is 0. What was the previous one until now counts no longer. */
export function rotated(endpoint: WebhookEndpoint, sealedSecret: string, overlapMs: number, now: Date): WebhookEndpoint {
  const { previousSealedSecret: _, previousSecretUntil: __, ...rest } = endpoint;
  const previous = overlapMs > 0 ? { previousSealedSecret: endpoint.sealedSecret, previousSecretUntil: new Date(now.getTime() + overlapMs) } : {};
  return { ...rest, ...previous, sealedSecret, updatedAt: now };
}

/** The secrets that count, the newest first. */
export const sealedSecretsOf = ({ sealedSecret, previousSealedSecret, previousSecretUntil }: WebhookEndpoint, now: Date): readonly string[] =>
  previousSealedSecret !== undefined && previousSecretUntil !== undefined && now < previousSecretUntil ? [sealedSecret, previousSealedSecret] : [sealedSecret];

/** Throws `invalid` for terms that make no sense whatever the network allows. */
export function requireTerms({ eventTypes }: EndpointTerms): void {
  if (new Set(eventTypes).size < eventTypes.length) throw invalid('event_types', 'names an event twice');
}
