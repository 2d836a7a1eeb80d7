import type { NotificationData, NotificationReason } from '#pkg/alertmanager';
import type { AuditEntry, Brand, JsonObject, NewEvent } from '#internal/kernel';
import type { AlertGroupId } from './alert-group.ts';
import type { Fingerprint } from './fingerprint.ts';

export type NotificationId = Brand<string, 'NotificationId'>;

/** `requested`: somebody is delivering it; `superseded`: a later flush had something else to tell; `dead`: it could not be delivered. */
export type NotificationState = 'requested' | 'superseded' | 'delivered' | 'dead';

/** What one flush tells of a group through one integration. */
export interface Notification {
  readonly id: NotificationId;
  readonly groupId: AlertGroupId;
  readonly groupKey: string;
  /** Number of the flush. */
  readonly flush: number;
  readonly receiver: string;
  readonly integrationId: string;
  readonly reason: NotificationReason;
  readonly state: NotificationState;
  /** What it tells as firing … */
  readonly firing: readonly Fingerprint[];
  /** … and as over; also where the integration does not want to hear of that: it stands in the log all the same. */
  readonly resolved: readonly Fingerprint[];
  /** How long the log remembers it, in milliseconds. */
  readonly keepMs: number;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** A notification with all that its message is made of, as it was at the flush. */
export interface NotificationSnapshot extends Notification {
  /** What templates see, and the body of Alertmanager's webhook. */
  readonly data: NotificationData;
}

export const NOTIFICATION_REQUESTED = 'alerting.notification.requested';
export const NOTIFICATION_SUPERSEDED = 'alerting.notification.superseded';

/** Tells those who deliver. */
export const notificationEvent = (type: typeof NOTIFICATION_REQUESTED | typeof NOTIFICATION_SUPERSEDED, notification: Notification): NewEvent => ({
  type, aggregateId: notification.id, urgent: true, data: factsOf(notification),
});

export const notificationAudit = (verb: NotificationState, notification: Notification): AuditEntry => ({
  action: `alerting.notification.${verb}`,
  entityType: 'notification',
  entityId: notification.id,
  after: { ...factsOf(notification), reason: notification.reason, firing: notification.firing.length, resolved: notification.resolved.length },
});

const factsOf = ({ id, receiver, integrationId, groupId, groupKey }: Notification): JsonObject => ({
  notification_id: id, receiver, integration_id: integrationId, group_id: groupId, group_key: groupKey,
});
