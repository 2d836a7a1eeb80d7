import type { WebhookAttempt } from '../domain/webhook-attempt.ts';
import type { AttemptResult, WebhookDelivery } from '../domain/webhook-delivery.ts';
import { circuitOf, type WebhookEndpoint } from '../domain/webhook-endpoint.ts';

/** An endpoint as the API shows it; its secrets stay inside. */
export const endpointJson = (endpoint: WebhookEndpoint, now: Date) => ({
  id: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  event_types: [...endpoint.eventTypes],
  enabled: endpoint.enabled,
  circuit: {
    state: circuitOf(endpoint, now),
    consecutive_failures: endpoint.consecutiveFailures,
    opened_at: endpoint.openedAt?.toISOString() ?? null,
    retry_at: endpoint.retryAt?.toISOString() ?? null,
  },
  previous_secret_until: endpoint.previousSecretUntil && now < endpoint.previousSecretUntil ? endpoint.previousSecretUntil.toISOString() : null,
  created_at: endpoint.createdAt.toISOString(),
  updated_at: endpoint.updatedAt.toISOString(),
  version: endpoint.version,
});

export const deliveryJson = (delivery: WebhookDelivery) => ({
  id: delivery.id,
  endpoint_id: delivery.endpointId,
  event_id: delivery.eventId,
  event_type: delivery.eventType,
  body: delivery.body,
  status: delivery.status,
  attempts: delivery.attempts,
  next_attempt_at: delivery.status === 'pending' ? delivery.nextAttemptAt.toISOString() : null,
  status_code: delivery.statusCode ?? null,
  latency_ms: delivery.latencyMs ?? null,
  error: delivery.error ?? null,
  created_at: delivery.createdAt.toISOString(),
  finished_at: delivery.finishedAt?.toISOString() ?? null,
});

export const attemptJson = (attempt: WebhookAttempt) => ({ number: attempt.number, attempted_at: attempt.createdAt.toISOString(), ...resultJson(attempt) });

export const resultJson = ({ outcome, statusCode, latencyMs, error, response }: AttemptResult) => ({
  outcome,
  status_code: statusCode ?? null,
  latency_ms: latencyMs,
  error: error ?? null,
  response: response ?? null,
});
