import type { EventHandler } from '#internal/platform/outbox';
import type { EnqueueNotification, SupersedeNotification } from '../service/enqueue-notification.ts';

/** What alerting decides becomes deliveries. */
export const notificationSubscriptions = (use: { readonly enqueue: EnqueueNotification; readonly supersede: SupersedeNotification }): Readonly<Record<string, EventHandler>> => ({
  'alerting.notification.requested': use.enqueue,
  'alerting.notification.superseded': use.supersede,
});
