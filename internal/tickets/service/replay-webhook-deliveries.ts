import type { Actor } from '#internal/kernel';
import { redelivered, type WebhookDelivery, type WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import type { WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import { deliveryReplayed, endpointChanged } from '../domain/webhook-trail.ts';
import type { WebhookDeps } from './manage-webhook-endpoints.ts';

/** Whatever became of it before; one that waits for its next attempt goes at once. */
export type ReplayWebhookDelivery = (actor: Actor, id: WebhookDeliveryId) => Promise<WebhookDelivery>;
/** Every dead delivery of an endpoint; answers how many. */
export type ReplayDeadDeliveries = (actor: Actor, endpointId: WebhookEndpointId) => Promise<number>;

type Deps = Pick<WebhookDeps, 'work' | 'clock'>;

export const replayWebhookDelivery = ({ work, clock }: Deps): ReplayWebhookDelivery => (actor, id) =>
  work.run(actor, async ({ deliveries, audit }) => {
    const again = redelivered(await deliveries.lock(id), clock.now());
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
