import type { components } from '#internal/platform/http';
import type { Authentication } from '../domain/authentication.ts';
import type { Integration, IntegrationTerms } from '../domain/integration.ts';
import { INTEGRATION_KINDS, type IntegrationKind, OWN_SIGNATURES } from '../domain/integration-kind.ts';
import type { MappedAlert } from '../domain/mapped-alert.ts';
import type { Receipt } from '../domain/receipt.ts';

type Schemas = components['schemas'];
type Written = Schemas['WriteIntegration'];

/** What people send, with the defaults of the kind. */
export const toTerms = ({ name, kind, enabled, authentication, labels, default_severity, fingerprint_labels, auto_resolve_seconds, mapping }: Written): IntegrationTerms => ({
  name,
  kind,
  enabled: enabled ?? true,
  authentication: toAuthentication(kind, authentication ?? { kind: INTEGRATION_KINDS[kind][0] }),
  labels: labels ?? {},
  ...(default_severity !== undefined && { defaultSeverity: default_severity }),
  fingerprintLabels: fingerprint_labels ?? [],
  ...(auto_resolve_seconds !== undefined && { autoResolveSeconds: auto_resolve_seconds }),
  ...(mapping !== undefined && { mapping }),
});

function toAuthentication(sender: IntegrationKind, { kind, header, username, covers, timestamp_header, topic_arns }: Schemas['WriteAuthentication']): Authentication {
  const own = OWN_SIGNATURES[sender];
  switch (kind) {
    case 'header':
      return { kind, header: header ?? 'X-Integration-Secret' };
    case 'basic':
      return { kind, username: username ?? 'orchestrix' };
    case 'hmac':
      return { kind, header: header ?? own?.header ?? 'X-Webhook-Signature', covers: covers ?? own?.covers ?? 'timestamp.body', timestampHeader: timestamp_header ?? 'X-Webhook-Timestamp' };
    case 'sns':
      return { kind, topicArns: topic_arns ?? [] };
    default:
      return { kind };
  }
}

/** An integration as the API shows it; its secret stays inside. */
export const integrationJson = (integration: Integration) => ({
  id: integration.id,
  name: integration.name,
  kind: integration.kind,
  enabled: integration.enabled,
  authentication: authenticationJson(integration.authentication),
  endpoint: endpointOf(integration),
  labels: { ...integration.labels },
  default_severity: integration.defaultSeverity ?? null,
  fingerprint_labels: [...integration.fingerprintLabels],
  auto_resolve_seconds: integration.autoResolveSeconds ?? null,
  mapping: integration.mapping ?? null,
  created_at: integration.createdAt.toISOString(),
  updated_at: integration.updatedAt.toISOString(),
  version: integration.version,
});

const endpointOf = ({ id, kind }: Integration): string => (kind === 'pagerduty' ? '/v2/enqueue' : kind === 'email' ? 'mailto:' : `/api/v1/integrations/${id}/events`);

function authenticationJson(authentication: Authentication) {
  if (authentication.kind === 'sns') return { kind: authentication.kind, topic_arns: [...authentication.topicArns] };
  if (authentication.kind !== 'hmac') return authentication;
  const { timestampHeader, ...rest } = authentication;
  return { ...rest, ...(rest.covers === 'timestamp.body' && { timestamp_header: timestampHeader }) };
}

export const receiptJson = (receipt: Receipt) => ({
  id: receipt.id,
  status: receipt.status,
  accepted: receipt.accepted,
  refused: receipt.refused,
  items: receipt.items.map(({ index, outcome, alertId, reasons }) => ({ index, outcome, alert_id: alertId ?? null, reasons: reasons.map(({ field, reason }) => ({ field, reason })) })),
  body_sha256: receipt.bodyDigest,
  body_bytes: receipt.bodyBytes,
  created_at: receipt.createdAt.toISOString(),
});

export const storedReceiptJson = (receipt: Receipt) => ({ ...receiptJson(receipt), payload: receipt.payload.toString('utf8') });

/** What an item would become. */
export function previewJson(item: MappedAlert, index: number): Schemas['PreviewedItem'] {
  if (item.kind === 'refused') return { index, outcome: 'refused', alert: null, reasons: item.reasons.map(({ field, reason }) => ({ field, reason })) };
  if (item.kind === 'ignored') return { index, outcome: 'ignored', alert: null, reasons: [{ field: '/status', reason: item.reason }] };
  const { alert } = item;
  return {
    index,
    outcome: item.kind === 'acknowledgement' ? 'acknowledged' : alert.ended ? 'resolved' : 'firing',
    alert: {
      labels: { ...alert.labels },
      annotations: { ...alert.annotations },
      identity: alert.identity ? { ...alert.identity } : null,
      starts_at: alert.startsAt?.toISOString() ?? null,
      ends_at: alert.endsAt?.toISOString() ?? null,
      link: alert.generatorUrl ?? null,
    },
    reasons: [],
  };
}
