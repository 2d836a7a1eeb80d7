import type { AuditEntry } from '#internal/kernel';
import type { WebhookDelivery } from './webhook-delivery.ts';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** The audit entry of a change that people make; secrets are left out. */
export const endpointChanged = (verb: 'created' | 'updated' | 'deleted' | 'replayed' | 'disabled', before: WebhookEndpoint | undefined, after: WebhookEndpoint | undefined): AuditEntry => ({
  action: `tickets.webhook_endpoint.${verb}`,
  entityType: 'webhook_endpoint',
  entityId: (after ?? before)?.id ?? '',
  ...(before && { before: shown(before) }),
  ...(after && { after: shown(after) }),
});

export const deliveryReplayed = ({ id, endpointId, eventId, eventType }: WebhookDelivery): AuditEntry => ({
  action: 'tickets.webhook_delivery.replayed',
  entityType: 'webhook_delivery',
  entityId: id,
  after: { endpoint_id: endpointId, event_id: eventId, event_type: eventType },
});

const shown = ({ url, description, eventTypes, enabled }: WebhookEndpoint) => ({ url, description, event_types: eventTypes, enabled });
