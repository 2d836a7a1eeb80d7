import type { Actor, Page, PageRequest } from '#internal/kernel';
import { replayed, type DeliveryStatus, type WebhookDelivery, type WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import type { WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import { deliveryReplayed, endpointChanged } from '../domain/webhook-trail.ts';
import type { WebhookDeps } from './manage-webhook-endpoints.ts';

/** Throws `not_found` for an endpoint that is not there. */
export type ListWebhookDeliveries = (actor: Actor, endpointId: WebhookEndpointId, status: DeliveryStatus | undefined, page: PageRequest) => Promise<Page<WebhookDelivery>>;
/** Throws `conflict` while the delivery is still being tried. */
export type ReplayWebhookDelivery = (actor: Actor, id: WebhookDeliveryId) => Promise<WebhookDelivery>;
/** Every dead delivery of an endpoint; answers how many. */
export type ReplayDeadDeliveries = (actor: Actor, endpointId: WebhookEndpointId) => Promise<number>;

type Deps = Pick<WebhookDeps, 'work' | 'clock'>;

export const listWebhookDeliveries = ({ work }: Pick<Deps, 'work'>): ListWebhookDeliveries => (actor, endpointId, status, page) =>
  work.read(actor, async ({ endpoints, deliveries }) => {
    await endpoints.get(endpointId);
    return deliveries.list(endpointId, status, page);
  });

export const replayWebhookDelivery = ({ work, clock }: Deps): ReplayWebhookDelivery => (actor, id) =>
  work.run(actor, async ({ deliveries, audit }) => {
    const again = replayed(await deliveries.lock(id), clock.now());
    await deliveries.save(again);
    audit.record(deliveryReplayed(again));
    return again;
  });

export const replayDeadDeliveries = ({ work, clock }: Deps): ReplayDeadDeliveries => (actor, endpointId) =>
  work.run(actor, async ({ endpoints, deliveries, audit }) => {
    const endpoint = await endpoints.lock(endpointId);
    const count = await deliveries.replayDead(endpointId, clock.now());
    if (count > 0) audit.record(endpointChanged('replayed', endpoint, endpoint));
    return count;
  });
