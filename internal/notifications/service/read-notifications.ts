import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { DeliveryAttempt } from '../domain/delivery-attempt.ts';
import type { NotificationDelivery, NotificationDeliveryId } from '../domain/notification-delivery.ts';
import type { DeliveryFilter } from '../ports/delivery-repository.ts';
import type { NotificationsUnitOfWork } from '../ports/notifications-unit-of-work.ts';

/** Newest first. */
export type ListNotifications = (actor: Actor, filter: DeliveryFilter, page: PageRequest) => Promise<Page<NotificationDelivery>>;
/** With its last attempts, newest first. Throws `not_found`. */
export type GetNotification = (actor: Actor, id: NotificationDeliveryId) => Promise<{ readonly delivery: NotificationDelivery; readonly attempts: readonly DeliveryAttempt[] }>;

const ATTEMPTS_SHOWN = 100;

interface Deps {
  readonly work: NotificationsUnitOfWork;
}

export const listNotifications = ({ work }: Deps): ListNotifications => (actor, filter, page) => work.read(actor, ({ deliveries }) => deliveries.list(filter, page));

export const getNotification = ({ work }: Deps): GetNotification => (actor, id) =>
  work.read(actor, async ({ deliveries }) => {
    const delivery = await deliveries.get(id);
    const { items: attempts } = await deliveries.attemptsOf(id, { limit: ATTEMPTS_SHOWN });
    return { delivery, attempts };
  });
