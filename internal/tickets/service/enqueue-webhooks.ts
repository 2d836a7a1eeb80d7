import { systemActor, type Clock, type DomainEvent, type IdGenerator, type TenantId } from '#internal/kernel';
import type { WebhookDelivery, WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import type { WebhookEvent } from '../domain/webhook-endpoint.ts';
import type { WebhooksUnitOfWork } from '../ports/webhook-repositories.ts';

/** Puts an event into the queue of every endpoint that asks for it. Idempotent per endpoint and event. */
export type EnqueueWebhooks = (event: DomainEvent) => Promise<void>;

/** Most tenants have no endpoints and many events, so that a tenant has none is remembered this long; a new endpoint may miss what happens meanwhile. */
const NONE_FOR_MS = 1_000;
const MOST_REMEMBERED = 10_000;

export function enqueueWebhooks({ work, clock, ids }: { readonly work: WebhooksUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator }): EnqueueWebhooks {
  const none = new Map<TenantId, number>();
  return async ({ id, type, tenantId, occurredAt, correlationId, data }) => {
    const now = clock.now();
    if ((none.get(tenantId) ?? 0) > now.getTime()) return;
    const actor = systemActor(tenantId, 'tickets', { correlationId, via: type });
    const eventType = type as WebhookEvent;
    const found = await work.read(actor, async ({ endpoints }) => ({ count: await endpoints.count(), asking: await endpoints.askingFor(eventType) }));
    if (found.count === 0) {
      if (none.size >= MOST_REMEMBERED) none.clear();
      none.set(tenantId, now.getTime() + NONE_FOR_MS);
    }
    if (found.asking.length === 0) return;
    const body = { id, type, timestamp: occurredAt.toISOString(), data };
    const deliveries = found.asking.map(
      (endpoint): WebhookDelivery => ({ id: ids.next() as WebhookDeliveryId, tenantId, endpointId: endpoint.id, eventId: id, eventType, body, status: 'pending', attempts: 0, nextAttemptAt: now, createdAt: now }),
    );
    await work.run(actor, ({ deliveries: queue }) => queue.addNew(deliveries));
  };
}
