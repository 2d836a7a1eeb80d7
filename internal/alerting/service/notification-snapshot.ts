import { AppError } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { NotificationId, NotificationSnapshot } from '../domain/notification.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

/** Nothing when there is no such notification, or no longer. */
export type NotificationSnapshotOf = (actor: Actor, id: NotificationId) => Promise<NotificationSnapshot | undefined>;

/** What is delivered of a notification, for whoever delivers it. */
export const notificationSnapshot = ({ work }: { readonly work: AlertingUnitOfWork }): NotificationSnapshotOf => async (actor, id) => {
  try {
    return await work.read(actor, ({ notifications }) => notifications.get(id));
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
};
