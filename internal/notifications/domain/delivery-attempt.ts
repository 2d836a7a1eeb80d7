import { type Brand, excerpt, type TenantId } from '#internal/kernel';
import type { DeliveryOutcome, NotificationDelivery, NotificationDeliveryId } from './notification-delivery.ts';

export type DeliveryAttemptId = Brand<string, 'DeliveryAttemptId'>;

/** What came of one attempt at a delivery; never changed. */
export interface DeliveryAttempt extends Omit<DeliveryOutcome, 'retryAfterMs'> {
  readonly id: DeliveryAttemptId;
  readonly tenantId: TenantId;
  readonly deliveryId: NotificationDeliveryId;
  /** From 1; from 1 again after a replay. */
  readonly number: number;
  /** When its end was known. */
  readonly createdAt: Date;
}

export const deliveryAttempt = (id: DeliveryAttemptId, { tenantId, id: deliveryId, attempts }: NotificationDelivery, { outcome, code, latencyMs, providerId, error, response }: DeliveryOutcome, now: Date): DeliveryAttempt => ({
  id, tenantId, deliveryId, number: attempts, outcome, code: excerpt(code, 100), latencyMs, createdAt: now,
  ...(providerId !== undefined && { providerId: excerpt(providerId) }),
  ...(error !== undefined && { error: excerpt(error) }),
  ...(response !== undefined && { response: excerpt(response) }),
});
