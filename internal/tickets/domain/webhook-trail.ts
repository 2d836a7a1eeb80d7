import type { AuditEntry } from '#internal/kernel';
import type { AttemptResult, WebhookDelivery } from './webhook-delivery.ts';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** The audit entry of a change that people make; secrets are left out. */
export const endpointChanged = (verb: 'created' | 'updated' | 'deleted' | 'replayed' | 'disabled' | 'secret_rotated', before: WebhookEndpoint | undefined, after: WebhookEndpoint | undefined): AuditEntry => ({
  action: `tickets.webhook_endpoint.${verb}`,
  entityType: 'webhook_endpoint',
  entityId: (after ?? before)?.id ?? '',
  ...(before && { before: shown(before) }),
  ...(after && { after: shown(after) }),
});

export const endpointPinged = (endpoint: WebhookEndpoint, { outcome, statusCode }: AttemptResult): AuditEntry => ({
  action: 'tickets.webhook_endpoint.pinged',
  entityType: 'webhook_endpoint',
  entityId: endpoint.id,
  after: { ...shown(endpoint), outcome, ...(statusCode !== undefined && { status_code: statusCode }) },
});

export const deliveryReplayed = ({ id, endpointId, eventId, eventType }: WebhookDelivery): AuditEntry => ({
  action: 'tickets.webhook_delivery.replayed',
  entityType: 'webhook_delivery',
  entityId: id,
  after: { endpoint_id: endpointId, event_id: eventId, event_type: eventType },
});

const shown = ({ url, description, eventTypes, enabled, previousSecretUntil }: WebhookEndpoint) => ({
  url, description, event_types: eventTypes, enabled, ...(previousSecretUntil && { previous_secret_until: previousSecretUntil.toISOString() }),
});
