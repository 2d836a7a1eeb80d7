import { reactingTo, type DomainEvent } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import type { EventHandler } from '#internal/platform/outbox';
import type { AlertId } from '../domain/alert.ts';
import { FLUSH_DUE, type AlertGroupId } from '../domain/alert-group.ts';
import type { NotificationId } from '../domain/notification.ts';
import { EXPIRY_DUE, PENDING_ELAPSED } from '../domain/alert-change.ts';
import { FLAPPING_DUE } from '../domain/flapping-change.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import { MAINTENANCE_DUE } from '../domain/maintenance-change.ts';
import type { MaintenanceWindowId } from '../domain/maintenance-window.ts';
import { SILENCE_DUE } from '../domain/silence-change.ts';
import type { SilenceId } from '../domain/silence.ts';
import type { EscalateAlert } from '../service/escalate-alert.ts';
import type { ExpireAlert } from '../service/expire-alert.ts';
import type { FirePendingAlert } from '../service/fire-pending-alert.ts';
import type { passMaintenance } from '../service/manage-maintenance.ts';
import type { PassFlapping } from '../service/pass-flapping.ts';
import type { PassSilence } from '../service/pass-silence.ts';
import type { FlushGroup } from '../service/flush-group.ts';
import { PLACEMENT_DUE, type PlaceAgain } from '../service/place-again.ts';
import type { NotificationDead, NotificationDelivered } from '../service/settle-notification.ts';

interface Use {
  readonly firePendingAlert: FirePendingAlert;
  readonly expireAlert: ExpireAlert;
  readonly escalateAlert: EscalateAlert;
  readonly passSilence: PassSilence;
  readonly flushGroup: FlushGroup;
  readonly placeAgain: PlaceAgain;
  readonly notificationDelivered: NotificationDelivered;
  readonly notificationDead: NotificationDead;
  readonly passMaintenance: ReturnType<typeof passMaintenance>;
  readonly passFlapping: PassFlapping;
}

/** What alerting does about events, by their type: its own timers, remediations that did not help, and what became of notifications. */
export function alertingHandlers(use: Use) {
  return {
    [PENDING_ELAPSED]: (event) => use.firePendingAlert(actorOf(event), alertIdOf(event)),
    [EXPIRY_DUE]: (event) => use.expireAlert(actorOf(event), alertIdOf(event)),
    [MAINTENANCE_DUE]: (event) => use.passMaintenance(actorOf(event), textOf(event, 'window_id') as MaintenanceWindowId, Number(event.data['version'])),
    [FLAPPING_DUE]: (event) => use.passFlapping(actorOf(event), textOf(event, 'fingerprint') as Fingerprint),
    [SILENCE_DUE]: (event) => use.passSilence(actorOf(event), textOf(event, 'silence_id') as SilenceId, Number(event.data['version'])),
    'remediation.remediation.escalated': (event) => use.escalateAlert(actorOf(event), alertIdOf(event), textOf(event, 'reason')),
    [FLUSH_DUE]: (event) => use.flushGroup(actorOf(event), textOf(event, 'group_id') as AlertGroupId, new Date(textOf(event, 'due_at'))),
    'alerting.routing.changed': (event) => use.placeAgain(actorOf(event)),
    [PLACEMENT_DUE]: (event) => use.placeAgain(actorOf(event), textOf(event, 'after') as AlertId),
    'notifications.delivery.succeeded': (event) => unlessForgotten(use.notificationDelivered(actorOf(event), notificationIdOf(event), new Date(textOf(event, 'delivered_at')))),
    'notifications.delivery.dead': (event) => unlessForgotten(use.notificationDead(actorOf(event), notificationIdOf(event))),
  } satisfies Record<string, EventHandler>;
}

const actorOf = (event: DomainEvent) => reactingTo(event, 'alerting');

const alertIdOf = (event: DomainEvent) => textOf(event, 'alert_id') as AlertId;

const notificationIdOf = (event: DomainEvent) => textOf(event, 'notification_id') as NotificationId;

/** Passes over what is no longer kept: one may hear of a delivery late. */
async function unlessForgotten(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
  }
}

function textOf({ type, data }: DomainEvent, field: string): string {
  const value = data[field];
  if (typeof value !== 'string') throw new Error(`an event ${type} has no ${field}`);
  return value;
}
