import { type DomainEvent, reactingTo } from '#internal/kernel';
import type { IntegrationId } from '../domain/receiver-integration.ts';
import { givenUp, type NotificationDelivery, type NotificationDeliveryId } from '../domain/notification-delivery.ts';
import { deliveryChanged, deliveryEnded } from '../domain/receiver-trail.ts';
import type { NotificationSource } from '../ports/notification-source.ts';
import type { NotificationDeps } from './notification-deps.ts';

/** `alerting.notification.requested`: puts it into the queue of its integration, in front of nothing. Idempotent. */
export type EnqueueNotification = (event: DomainEvent) => Promise<void>;
/** `alerting.notification.superseded`: what waits of it is not sent any more. Idempotent. */
export type SupersedeNotification = (event: DomainEvent) => Promise<void>;

type Deps = Pick<NotificationDeps, 'work' | 'clock' | 'ids'>;

/** `ring` is told of the queue that has something new, after it is stored. */
export function enqueueNotification({ work, clock, ids, source, ring }: Deps & { readonly source: NotificationSource; readonly ring: (key: { readonly tenantId: NotificationDelivery['tenantId']; readonly id: IntegrationId }) => void }): EnqueueNotification {
  return async (event) => {
    const actor = reactingTo(event, 'notifications');
    const snapshot = await source.snapshot(actor, event.data['notification_id'] as string);
    if (!snapshot) return;
    const { tenantId } = actor;
    const integrationId = snapshot.integrationId as IntegrationId;
    const now = clock.now();
    await work.run(actor, async ({ integrations, deliveries, outbox, audit }) => {
      const integration = await integrations.find(integrationId);
      const fresh: NotificationDelivery = {
        id: ids.next() as NotificationDeliveryId, tenantId, integrationId, receiver: snapshot.receiver, kind: integration?.kind ?? 'unknown', purpose: 'alerts', subjectId: snapshot.notificationId, orderKey: snapshot.groupId,
        groupId: snapshot.groupId, data: snapshot.data, toldAt: snapshot.createdAt, status: 'pending', attempts: 0, nextAttemptAt: now, heldBack: false, createdAt: now,
      };
      const delivery = integration ? fresh : givenUp(fresh, 'integration_removed', 'the integration is no longer there', now);
      const [added] = await deliveries.addNew([delivery]);
      if (!added) return;
      await deliveries.supersede({ integrationId, orderKey: delivery.orderKey, before: delivery.toldAt }, now);
      if (added.status !== 'dead') return;
      audit.record(deliveryChanged('dead', added));
      outbox.publish(deliveryEnded('dead', added, added));
    });
    ring({ tenantId, id: integrationId });
  };
}

export const supersedeNotification = ({ work, clock }: Pick<Deps, 'work' | 'clock'>): SupersedeNotification => async (event) => {
  await work.run(reactingTo(event, 'notifications'), ({ deliveries }) => deliveries.supersede({ subjectId: event.data['notification_id'] as string }, clock.now()));
};
