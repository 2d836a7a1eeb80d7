import type { Clock } from '#internal/kernel';
import type { NotificationRetention } from '../ports/notification-retention.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long notifications are shown. */
const KEPT_MS = 14 * DAY_MS;

/** Removes what is no longer kept of the notifications of all tenants; answers how much that was, some thousands at once. */
export const forgetNotifications = ({ retention, clock }: { readonly retention: NotificationRetention; readonly clock: Clock }) => (): Promise<number> => {
  const now = clock.now();
  return retention.forget({ logUntil: now, notificationsUntil: new Date(now.getTime() - KEPT_MS) });
};
