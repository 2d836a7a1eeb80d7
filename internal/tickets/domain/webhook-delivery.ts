import type { Brand, JsonObject, TenantId } from '#internal/kernel';
import { backoffMs } from '#pkg/backoff';
import type { WebhookEndpointId, WebhookEvent } from './webhook-endpoint.ts';

export type WebhookDeliveryId = Brand<string, 'WebhookDeliveryId'>;
/** `dead` deliveries were given up; they stay until somebody replays them. */
export type DeliveryStatus = 'pending' | 'delivered' | 'dead';

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly id: WebhookDeliveryId;
  readonly tenantId: TenantId;
  readonly endpointId: WebhookEndpointId;
  readonly eventId: string;
  readonly eventType: WebhookEvent;
  /** What is sent, word for word, at every attempt. */
  readonly body: JsonObject;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  /** Of the next attempt; of the last one when there is none any more. */
  readonly nextAttemptAt: Date;
  /** What came of the last attempt. */
  readonly statusCode?: number;
  readonly latencyMs?: number;
  readonly error?: string;
  readonly createdAt: Date;
  readonly finishedAt?: Date;
}

/** How an attempt went. `gone`: the receiver wants no more of it, now or ever (410), or the address is not allowed. */
export interface AttemptResult {
  readonly outcome: 'delivered' | 'failed' | 'gone';
  readonly statusCode?: number;
  /** Why it was not delivered. */
  readonly error?: string;
  /** The beginning of the answer's body. */
  readonly response?: string;
  readonly latencyMs: number;
}

export const MAX_ATTEMPTS = 12;
/** Before the second attempt about 5 s, doubled each time up to two hours. */
const PAUSES = { baseMs: 5_000, maxMs: 2 * 60 * 60_000 };

/** A delivery after an attempt, which was counted when it began. The twelfth failure is the last, after about two hours. */
export function attempted(delivery: WebhookDelivery, result: AttemptResult, { now, random }: { readonly now: Date; readonly random: number }): WebhookDelivery {
  const { statusCode: _, error: __, latencyMs: ___, ...rest } = delivery;
  const record = { ...rest, latencyMs: result.latencyMs, ...(result.statusCode !== undefined && { statusCode: result.statusCode }), ...(result.error !== undefined && { error: result.error }) };
  if (result.outcome === 'delivered') return { ...record, status: 'delivered', nextAttemptAt: now, finishedAt: now };
  if (result.outcome === 'gone' || delivery.attempts >= MAX_ATTEMPTS) return { ...record, status: 'dead', nextAttemptAt: now, finishedAt: now };
  return { ...record, nextAttemptAt: new Date(now.getTime() + backoffMs(delivery.attempts, PAUSES, random)) };
}

/** Tried again now: one that has ended from the start, one that waits for its next attempt without the wait. */
export function redelivered(delivery: WebhookDelivery, now: Date): WebhookDelivery {
  if (delivery.status === 'pending') return { ...delivery, nextAttemptAt: now };
  const { finishedAt: _, ...rest } = delivery;
  return { ...rest, status: 'pending', attempts: 0, nextAttemptAt: now };
}
