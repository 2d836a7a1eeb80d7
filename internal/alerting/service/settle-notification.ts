import type { Actor, Clock } from '#internal/kernel';
import { notificationAudit, type Notification, type NotificationId } from '../domain/notification.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

interface SettleNotificationDeps {
  readonly work: AlertingUnitOfWork;
  readonly clock: Clock;
}

export type NotificationDelivered = (actor: Actor, id: NotificationId, deliveredAt: Date) => Promise<void>;
export type NotificationDead = (actor: Actor, id: NotificationId) => Promise<void>;

/**
 * A notification reached its receiver: the log knows now, and when all that the last flush told has arrived, alerts that were told as over leave their group.
 * Also one that was superseded meanwhile counts: the receiver has it.
 */
export function notificationDelivered({ work, clock }: SettleNotificationDeps): NotificationDelivered {
  return (actor, id, deliveredAt) =>
    work.run(actor, async ({ notifications, alertGroups, audit }) => {
      const before = await notifications.get(id);
      // The group first, as a flush does.
      const group = await alertGroups.lock(before.groupId);
      const current = await notifications.get(id);
      if (current.state === 'delivered') return;
      const after: Notification = { ...current, state: 'delivered', settledAt: clock.now() };
      await notifications.save([after]);
      const { groupKey, receiver, integrationId, firing, resolved, keepMs } = after;
      await notifications.record([{ groupKey, receiver, integrationId, firing, resolved, notifiedAt: deliveredAt, expiresAt: new Date(deliveredAt.getTime() + keepMs) }]);
      audit.record(notificationAudit('delivered', after));
      if (group?.flushes !== after.flush) return;
      // What died is told again by the next flush: until then nobody leaves.
      const allThere = group.leaving.length > 0 && (await notifications.ofFlush(group.id, group.flushes)).every(({ state }) => state === 'delivered');
      if (!allThere) return;
      await alertGroups.leave(group.id, group.leaving);
      await alertGroups.endIfEmpty(group.id);
    });
}

/** A notification could not be delivered, however often it was tried: the next flush decides anew, against what was delivered before. */
export function notificationDead({ work, clock }: SettleNotificationDeps): NotificationDead {
  return (actor, id) =>
    work.run(actor, async ({ notifications, alertGroups, audit }) => {
      const before = await notifications.get(id);
      await alertGroups.lock(before.groupId);
      const current = await notifications.get(id);
      if (current.state !== 'requested') return;
      const after: Notification = { ...current, state: 'dead', settledAt: clock.now() };
      await notifications.save([after]);
      audit.record(notificationAudit('dead', after));
    });
}
