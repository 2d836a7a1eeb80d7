import type { AuditTrail, Outbox } from '#internal/kernel';
import { compileMatchers } from '#pkg/matchers';
import type { Alert } from '../domain/alert.ts';
import { alertFacts } from '../domain/alert-change.ts';
import { ALERT_REPLAYED, maintenanceAudit, maintenanceEvent, maintenanceTimer } from '../domain/maintenance-change.ts';
import { occurrenceAt, type MaintenanceWindow } from '../domain/maintenance-window.ts';
import { silenceAudit, silenceEvent, silenceTimer } from '../domain/silence-change.ts';
import { expireSilence, type SilenceId, type SilenceScheduleId } from '../domain/silence.ts';
import type { AlertingRepositories } from '../ports/alerting-unit-of-work.ts';
import { storeSilence } from './store-silence.ts';

type Scope = AlertingRepositories & { readonly audit: AuditTrail; readonly outbox: Outbox };

/** Alerts that an event names at most. */
const MAX_NAMED = 100;

/** How long a silence of an occurrence lasts whose end is not in sight. */
const ENDLESS_MS = 366 * 86_400_000;

/**
 * Makes what is told about a window what it is at this time: switches it on or off, once each, and sets the next timer. At the end of a maintenance the alerts that still fire are told again
 * to those who were held back; their groups notify at their next flush.
 */
export async function switchMaintenance(scope: Scope, window: MaintenanceWindow, { now, nextId }: { readonly now: Date; readonly nextId: () => SilenceId }): Promise<MaintenanceWindow> {
  const occurrence = occurrenceAt(window, now);
  let after = window;
  if (occurrence && window.onSince === null) after = await switchOn(scope, window, occurrence.until, { now, nextId });
  else if (!occurrence && window.onSince !== null) after = await switchOff(scope, window, now);
  scope.outbox.publish(...maintenanceTimer(after, now));
  return after;
}

async function switchOn(scope: Scope, window: MaintenanceWindow, until: Date | null, { now, nextId }: { readonly now: Date; readonly nextId: () => SilenceId }): Promise<MaintenanceWindow> {
  const endsAt = until ?? new Date(now.getTime() + ENDLESS_MS);
  const request = { matchers: window.matchers, endsAt, createdBy: window.createdBy, comment: window.comment === '' ? window.name : window.comment, annotations: {}, warnSeconds: 0, scheduleId: window.id as string as SilenceScheduleId };
  const silence = window.effect === 'silence' ? await storeSilence(scope, undefined, request, { now, nextId }) : undefined;
  const after = { ...window, onSince: now, silenceId: silence?.id ?? null };
  await scope.maintenance.save(after);
  scope.audit.record(maintenanceAudit('started', after));
  scope.outbox.publish(maintenanceEvent('started', after, { until: until?.toISOString() ?? null, silence_id: after.silenceId }));
  return after;
}

/** Ends what an occurrence has begun; also for a window that is about to go. */
export async function switchOff(scope: Scope, window: MaintenanceWindow, now: Date): Promise<MaintenanceWindow> {
  const after = { ...window, onSince: null, silenceId: null };
  await scope.maintenance.save(after);
  const silence = window.silenceId && (await scope.silences.lock(window.silenceId));
  if (silence) {
    const over = expireSilence(silence, now);
    if (over !== silence) {
      await scope.silences.save(over);
      scope.audit.record(silenceAudit('expired', over, silence));
      scope.outbox.publish(silenceEvent('expired', over), silenceTimer(over, now));
    }
  }
  const firing = await stillFiring(scope, window);
  scope.audit.record(maintenanceAudit('ended', after));
  scope.outbox.publish(maintenanceEvent('ended', after, { since: window.onSince?.toISOString() ?? null, firing: firing.length, alert_ids: firing.slice(0, MAX_NAMED).map(({ id }) => id) }));
  if (window.effect === 'maintenance' && window.holdRemediation) scope.outbox.publish(...firing.map((alert) => ({ type: ALERT_REPLAYED, aggregateId: alert.id, data: alertFacts(alert) })));
  return after;
}

async function stillFiring({ alerts }: Scope, { matchers }: MaintenanceWindow): Promise<readonly Alert[]> {
  const matches = compileMatchers(matchers);
  return (await alerts.listOpen()).filter(({ status, labels }) => status !== 'pending' && matches(labels));
}
