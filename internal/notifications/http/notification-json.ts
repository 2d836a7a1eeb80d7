import type { JsonObject } from '#internal/kernel';
import type { DeliveryAttempt } from '../domain/delivery-attempt.ts';
import type { NotificationDelivery } from '../domain/notification-delivery.ts';
import { outcomeJson } from './receiver-json.ts';

export const notificationJson = (delivery: NotificationDelivery) => ({
  id: delivery.id,
  integration_id: delivery.integrationId,
  receiver: delivery.receiver,
  kind: delivery.kind,
  purpose: delivery.purpose,
  notification_id: delivery.purpose === 'alerts' ? delivery.subjectId : null,
  alert_group_id: delivery.groupId ?? null,
  group_key: delivery.data.groupKey,
  status: delivery.status,
  held_back: delivery.heldBack,
  bundle_id: delivery.bundleId ?? null,
  attempts: delivery.attempts,
  next_attempt_at: delivery.status === 'pending' ? delivery.nextAttemptAt.toISOString() : null,
  code: delivery.code ?? null,
  latency_ms: delivery.latencyMs ?? null,
  provider_id: delivery.providerId ?? null,
  error: delivery.error ?? null,
  created_at: delivery.createdAt.toISOString(),
  finished_at: delivery.finishedAt?.toISOString() ?? null,
});

export const notificationRecordJson = (delivery: NotificationDelivery, attempts: readonly DeliveryAttempt[]) => ({
  ...notificationJson(delivery),
  data: delivery.data as unknown as JsonObject, // it came from JSON
  attempt_log: attempts.map((attempt) => ({ number: attempt.number, attempted_at: attempt.createdAt.toISOString(), ...outcomeJson(attempt) })),
});
