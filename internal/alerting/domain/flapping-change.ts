import type { AuditEntry, JsonObject, NewEvent } from '#internal/kernel';
import type { Alert } from './alert.ts';

/** A timer: look whether the alerts of a fingerprint have calmed down. */
export const FLAPPING_DUE = 'alerting.alert.flapping_due';

/** What was seen of a fingerprint: so many changes within the window, and what they weigh. */
export interface FlappingFinding {
  readonly changes: number;
  readonly score: number;
  readonly windowMs: number;
}

export const flappingAudit = (verb: 'flapping_started' | 'flapping_stopped', alert: Alert, finding: FlappingFinding): AuditEntry => ({
  action: `alerting.alert.${verb}`,
  entityType: 'alert',
  entityId: alert.id,
  after: flappingFacts(alert, finding),
});

export const flappingEvent = (verb: 'flapping_started' | 'flapping_stopped', alert: Alert, finding: FlappingFinding): NewEvent => ({
  type: `alerting.alert.${verb}`,
  aggregateId: alert.id,
  data: { ...flappingFacts(alert, finding), name: alert.name, severity: alert.severity, labels: alert.labels },
});

/** Wakes `passFlapping`. */
export const flappingTimer = ({ fingerprint, id }: Alert, availableAt: Date): NewEvent => ({ type: FLAPPING_DUE, aggregateId: id, availableAt, data: { fingerprint } });

const flappingFacts = ({ id, fingerprint, status }: Alert, { changes, score, windowMs }: FlappingFinding): JsonObject => ({
  alert_id: id,
  fingerprint,
  status,
  changes,
  score: Math.round(score * 100) / 100,
  window_seconds: windowMs / 1000,
});
