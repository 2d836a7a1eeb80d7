import type { Actor } from '#internal/kernel';
import type { AttemptResult, WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import { sealedSecretsOf, succeeded, type WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import { endpointPinged } from '../domain/webhook-trail.ts';
import { secretOwner, type WebhookDeps } from './manage-webhook-endpoints.ts';

/** Throws `not_found`, and `unavailable` when it cannot be known whether the address is allowed. */
export type PingWebhookEndpoint = (actor: Actor, id: WebhookEndpointId) => Promise<AttemptResult>;

/**
 * Sends an endpoint a signed message that means nothing, now, also when it is off or its circuit is open, and answers what came of it. One that arrives closes the circuit;
 * one that does not is not tried again and counts for nothing, for whoever sent it is told.
 */
export function pingWebhookEndpoint({ work, clock, ids, receiver, secrets }: WebhookDeps): PingWebhookEndpoint {
  return async (actor, id) => {
    const endpoint = await work.read(actor, ({ endpoints }) => endpoints.get(id));
    const now = clock.now();
    const opened = await Promise.all(sealedSecretsOf(endpoint, now).map((sealed) => secrets.open(secretOwner(endpoint), sealed)));
    const messageId = ids.next() as WebhookDeliveryId;
    const body = { id: messageId, type: 'tickets.webhook.ping', timestamp: now.toISOString(), data: { endpoint_id: id } };
    const result = await receiver.send(actor, { id: messageId, body }, { url: endpoint.url, secrets: opened });
    await work.run(actor, async ({ endpoints, audit }) => {
      const current = await endpoints.lock(id);
      if (result.outcome === 'delivered') await endpoints.saveCircuit(succeeded(current));
      audit.record(endpointPinged(current, result));
    });
    return result;
  };
}
