import type { NotificationId, NotificationSnapshotOf, Receivers } from '#internal/alerting';
import type { AllReceivers, NotificationSource } from '#internal/notifications';

/** Whom alerting tells: the receivers of `notifications`. */
export const toldReceivers = (all: AllReceivers): Receivers => ({
  list: async (actor) =>
    (await all(actor)).map(({ name, integrations }) => ({ name, integrations: integrations.map(({ id, kind, sendResolved, settings }) => ({ id, kind, sendResolved, ...maxAlertsOf(settings) })) })),
});

// Channels name the setting as Alertmanager does.
const maxAlertsOf = (settings: unknown): { readonly maxAlerts?: number } => {
  const most = typeof settings === 'object' && settings !== null && 'max_alerts' in settings ? settings.max_alerts : undefined;
  return typeof most === 'number' ? { maxAlerts: most } : {};
};

/** What `notifications` delivers: what alerting decided at a flush. */
export const notificationSource = (snapshotOf: NotificationSnapshotOf): NotificationSource => ({
  async snapshot(actor, id) {
    const found = await snapshotOf(actor, id as NotificationId);
    return found && { notificationId: found.id, integrationId: found.integrationId, receiver: found.receiver, groupId: found.groupId, createdAt: found.createdAt, data: found.data };
  },
});
