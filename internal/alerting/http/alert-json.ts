import type { Alert } from '../domain/alert.ts';

/** An alert as our API shows it: field by field, so that a new field of the domain does not leak into the contract. */
export const toAlertJson = (alert: Alert) => ({
  id: alert.id,
  fingerprint: alert.fingerprint,
  status: alert.status,
  name: alert.name,
  severity: alert.severity,
  labels: alert.labels,
  annotations: alert.annotations,
  generator_url: alert.generatorUrl,
  source: alert.source,
  rule_id: alert.ruleId,
  starts_at: alert.startsAt.toISOString(),
  ends_at: timeJson(alert.endsAt),
  fires_at: timeJson(alert.firesAt),
  expires_at: timeJson(alert.expiresAt),
  last_received_at: alert.lastReceivedAt.toISOString(),
  occurrences: alert.occurrences,
  fired_at: timeJson(alert.firedAt),
  acknowledged_at: timeJson(alert.acknowledgedAt),
  acknowledged_by: alert.acknowledgedBy,
  escalated_at: timeJson(alert.escalatedAt),
  escalation_reason: alert.escalationReason,
  resolved_at: timeJson(alert.resolvedAt),
  resolved_by: alert.resolvedBy,
  resolution: alert.resolution,
  state_reason: alert.stateReason,
  flapping_since: timeJson(alert.flappingSince),
  created_at: alert.createdAt.toISOString(),
  version: alert.version,
});

const timeJson = (time: Date | null): string | null => time?.toISOString() ?? null;
