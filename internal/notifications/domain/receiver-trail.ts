import type { AuditEntry, JsonObject, NewEvent } from '#internal/kernel';
import type { Integration } from './receiver-integration.ts';
import type { DeliveryOutcome, NotificationDelivery } from './notification-delivery.ts';
import type { Receiver } from './receiver.ts';

/** The audit entry of a change that people make; of secrets only where they are. */
export const receiverChanged = (verb: 'created' | 'updated' | 'deleted', before: Receiver | undefined, after: Receiver | undefined): AuditEntry => ({
  action: `notifications.receiver.${verb}`,
  entityType: 'receiver',
  entityId: (after ?? before)?.id ?? '',
  ...(before && { before: shown(before) }),
  ...(after && { after: shown(after) }),
});

export const receiverTested = (receiver: Receiver, results: readonly DeliveryOutcome[]): AuditEntry => ({
  action: 'notifications.receiver.tested',
  entityType: 'receiver',
  entityId: receiver.id,
  after: { name: receiver.name, outcomes: results.map(({ outcome, code }) => ({ outcome, code })) },
});

export const deliveryChanged = (verb: 'replayed' | 'dead', delivery: NotificationDelivery): AuditEntry => ({
  action: `notifications.delivery.${verb}`,
  entityType: 'notification_delivery',
  entityId: delivery.id,
  after: { ...said(delivery), status: delivery.status, ...(delivery.code !== undefined && { code: delivery.code }) },
});

/** What a delivery that has ended says; a bundle says it for each message that is in it. Pages of people have events of their own. */
export const deliveryEnded = (verb: 'succeeded' | 'dead', told: NotificationDelivery, by: NotificationDelivery): NewEvent => ({
  type: `notifications.${told.purpose === 'person' ? 'page_delivery' : 'delivery'}.${verb}`,
  aggregateId: told.id,
  urgent: true, // what is told next depends on it
  data: {
    ...said(told), attempts: by.attempts, told_at: told.toldAt.toISOString(), [verb === 'dead' ? 'given_up_at' : 'delivered_at']: (by.finishedAt ?? by.nextAttemptAt).toISOString(),
    ...(by.code !== undefined && { code: by.code }), ...(by.error !== undefined && { error: by.error }), ...(by.latencyMs !== undefined && { latency_ms: by.latencyMs }), ...(by.id !== told.id && { bundle_id: by.id }),
  },
});

const said = ({ id, integrationId, receiver, kind, purpose, subjectId, groupId, data }: NotificationDelivery): JsonObject => ({
  delivery_id: id, integration_id: integrationId, receiver, kind, group_key: data.groupKey,
  ...(purpose === 'alerts' && { notification_id: subjectId }), ...(purpose === 'person' && { page_id: subjectId }), ...(groupId !== undefined && { group_id: groupId }),
});

const shown = ({ name, description, integrations }: Receiver): JsonObject => ({ name, description, integrations: integrations.map(shownIntegration) });

const shownIntegration = ({ id, kind, settings, secrets, sendResolved, ratePerMinute }: Integration): JsonObject => ({
  id, kind, settings, send_resolved: sendResolved, rate_per_minute: ratePerMinute ?? null,
  secrets: Object.fromEntries(Object.entries(secrets).map(([name, source]) => [name, 'fromSecret' in source ? { from_secret: source.fromSecret } : 'sealed'])),
});
