import type { Actor } from '#internal/kernel';
import { conflict } from '#pkg/apperror';
import { type NotificationDelivery, type NotificationDeliveryId, replayed } from '../domain/notification-delivery.ts';
import { deliveryChanged } from '../domain/receiver-trail.ts';
import type { DeliveryFilter } from '../ports/delivery-repository.ts';
import type { NotificationDeps } from './notification-deps.ts';

/** Whatever became of it before; one that waits for its next attempt goes at once. Throws `not_found`; `conflict` for one that another message tells. */
export type ReplayNotification = (actor: Actor, id: NotificationDeliveryId) => Promise<NotificationDelivery>;
/** Dead ones that fit, the oldest first, so many at once; answers how many. */
export type ReplayDeadNotifications = (actor: Actor, filter: Omit<DeliveryFilter, 'status'>) => Promise<number>;

type Deps = Pick<NotificationDeps, 'work' | 'clock'>;

const REPLAYED_AT_ONCE = 500;

export const replayNotification = ({ work, clock }: Deps): ReplayNotification => (actor, id) =>
  work.run(actor, async ({ deliveries, audit }) => {
    const before = await deliveries.lock(id);
    if (before.status === 'bundled') throw conflict('another message tells of it: replay that one');
    const again = replayed(before, clock.now());
    await deliveries.save(again);
    audit.record(deliveryChanged('replayed', again));
    return again;
  });

export const replayDeadNotifications = ({ work, clock }: Deps): ReplayDeadNotifications => (actor, filter) =>
  work.run(actor, async ({ deliveries, audit }) => {
    const again = await deliveries.replayDead(filter, { now: clock.now(), most: REPLAYED_AT_ONCE });
    audit.record(...again.map((delivery) => deliveryChanged('replayed', delivery)));
    return again.length;
  });
