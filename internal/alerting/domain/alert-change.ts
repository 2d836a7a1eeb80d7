import type { AuditEntry, JsonObject, NewEvent } from '#internal/kernel';
import type { Alert } from './alert.ts';

/** What happened to an alert: the last word of its audit action and of its event. */
export type AlertVerb = 'opened' | 'fired' | 'acknowledged' | 'escalated' | 'resolved';

/** One change of state of an alert. */
export interface AlertChange {
  readonly verb: AlertVerb;
  /** Absent when the change made the alert. */
  readonly before?: Alert | undefined;
  /** Of a change that made the alert: the alert of this label set before it. */
  readonly previous?: Alert | undefined;
  readonly after: Alert;
}

/** Timers: events that are delivered at a time of the alert, and mean "look whether it is so far". */
export const PENDING_ELAPSED = 'alerting.alert.pending_elapsed';
export const EXPIRY_DUE = 'alerting.alert.expiry_due';

/** The change, for the audit log: the alert's timeline. */
export const auditOf = ({ verb, before, after }: AlertChange): AuditEntry => ({
  action: `alerting.alert.${verb}`,
  entityType: 'alert',
  entityId: after.id,
  ...(before && { before: { status: before.status } }),
  after: { ...alertFacts(after), ...reasonOf(after) },
});

/** The change, for the other contexts, and the timers that it starts. */
export function eventsOf({ verb, before, after }: AlertChange): readonly NewEvent[] {
  const news: NewEvent = { type: `alerting.alert.${verb}`, aggregateId: after.id, data: alertFacts(after) };
  if (before || after.status === 'resolved') return [news];
  return [news, ...pendingTimer(after), ...expiryTimer(after)];
}

/** Wakes `firePendingAlert` when the alert has lasted long enough; nothing for an alert that is not pending. */
export const pendingTimer = (alert: Alert): readonly NewEvent[] => timer(PENDING_ELAPSED, alert, alert.firesAt);

/** Wakes `expireAlert` when the alert has not been heard of by then; nothing for an alert that never expires, and for those of rules, after which `expireRuleAlerts` looks. */
export const expiryTimer = (alert: Alert): readonly NewEvent[] => (alert.source === 'rule' ? [] : timer(EXPIRY_DUE, alert, alert.expiresAt));

const timer = (type: string, { id }: Alert, availableAt: Date | null): readonly NewEvent[] =>
  availableAt ? [{ type, aggregateId: id, availableAt, data: { alert_id: id } }] : [];

/** What events tell of an alert. */
export const alertFacts = (alert: Alert): JsonObject => ({
  alert_id: alert.id,
  fingerprint: alert.fingerprint,
  name: alert.name,
  severity: alert.severity,
  status: alert.status,
  labels: alert.labels,
  annotations: alert.annotations,
  rule_id: alert.ruleId,
  starts_at: alert.startsAt.toISOString(),
  ...(alert.stateReason !== null && { state_reason: alert.stateReason }),
});

function reasonOf(alert: Alert): JsonObject {
  switch (alert.status) {
    case 'escalated':
      return { reason: alert.escalationReason };
    case 'resolved':
      return { resolution: alert.resolution, ends_at: alert.endsAt?.toISOString() ?? null };
    case 'pending':
    case 'firing':
    case 'acknowledged':
      return {};
  }
}
