import type { AuditEntry, JsonObject, NewEvent } from '#internal/kernel';
import { nextLook, type MaintenanceWindow } from './maintenance-window.ts';

/** A timer: look whether the window is on. */
export const MAINTENANCE_DUE = 'alerting.maintenance.due';

/** An alert that fired while a window held remediation back, and still fires at its end: it is looked at as if it had fired now. */
export const ALERT_REPLAYED = 'alerting.alert.replayed';

/** What happened to a window: the last word of its audit action and of its event. */
export type MaintenanceVerb = 'created' | 'updated' | 'deleted' | 'started' | 'ended';

export const maintenanceAudit = (verb: MaintenanceVerb, window: MaintenanceWindow, before?: MaintenanceWindow): AuditEntry => ({
  action: `alerting.maintenance.${verb}`,
  entityType: 'maintenance_window',
  entityId: window.id,
  ...(before && { before: maintenanceFacts(before) }),
  after: maintenanceFacts(window),
});

export const maintenanceEvent = (verb: 'started' | 'ended', window: MaintenanceWindow, more: JsonObject): NewEvent => ({
  type: `alerting.maintenance.${verb}`,
  aggregateId: window.id,
  data: { ...maintenanceFacts(window), ...more },
});

/** Wakes `passMaintenance` when the window is on or off next; nothing when that will not happen by itself. A timer of an earlier version does nothing. */
export function maintenanceTimer(window: MaintenanceWindow, now: Date): readonly NewEvent[] {
  const availableAt = nextLook(window, now);
  return availableAt ? [{ type: MAINTENANCE_DUE, aggregateId: window.id, availableAt, data: { window_id: window.id, version: window.version } }] : [];
}

const maintenanceFacts = (window: MaintenanceWindow): JsonObject => ({
  window_id: window.id,
  name: window.name,
  matchers: window.matchers.map(({ name, op, value }) => ({ name, op, value })),
  effect: window.effect,
  hold_remediation: window.holdRemediation,
  enabled: window.enabled,
  starts_at: window.startsAt.toISOString(),
  ends_at: window.endsAt?.toISOString() ?? null,
  recurs: window.intervals.length > 0,
});
