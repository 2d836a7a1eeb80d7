import { type Brand, excerpt, type TenantId } from '#internal/kernel';
import type { AttemptResult, WebhookDelivery, WebhookDeliveryId } from './webhook-delivery.ts';

export type WebhookAttemptId = Brand<string, 'WebhookAttemptId'>;

/** What came of one attempt at a delivery; never changed. */
export interface WebhookAttempt extends AttemptResult {
  readonly id: WebhookAttemptId;
  readonly tenantId: TenantId;
  readonly deliveryId: WebhookDeliveryId;
  /** From 1; from 1 again after a replay. */
  readonly number: number;
  /** When its end was known. */
  readonly createdAt: Date;
}

export function newAttempt(id: WebhookAttemptId, { tenantId, id: deliveryId, attempts }: WebhookDelivery, { outcome, statusCode, latencyMs, error, response }: AttemptResult, now: Date): WebhookAttempt {
  return {
    id, tenantId, deliveryId, number: attempts, outcome, latencyMs, createdAt: now,
    ...(statusCode !== undefined && { statusCode }),
    ...(error !== undefined && { error: excerpt(error) }),
    ...(response !== undefined && { response: excerpt(response) }),
  };
}
