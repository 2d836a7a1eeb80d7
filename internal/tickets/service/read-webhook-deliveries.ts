import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { WebhookAttempt } from '../domain/webhook-attempt.ts';
import type { DeliveryStatus, WebhookDelivery, WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import type { WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import type { WebhooksUnitOfWork } from '../ports/webhook-repositories.ts';

/** Throws `not_found` for an endpoint that is not there. */
export type ListWebhookDeliveries = (actor: Actor, endpointId: WebhookEndpointId, status: DeliveryStatus | undefined, page: PageRequest) => Promise<Page<WebhookDelivery>>;
/** Throws `not_found`. */
export type GetWebhookDelivery = (actor: Actor, id: WebhookDeliveryId) => Promise<WebhookDelivery>;
/** Newest first. Throws `not_found` for a delivery that is not there. */
export type ListWebhookAttempts = (actor: Actor, id: WebhookDeliveryId, page: PageRequest) => Promise<Page<WebhookAttempt>>;

interface Deps {
  readonly work: WebhooksUnitOfWork;
}

export const listWebhookDeliveries = ({ work }: Deps): ListWebhookDeliveries => (actor, endpointId, status, page) =>
  work.read(actor, async ({ endpoints, deliveries }) => {
    await endpoints.get(endpointId);
    return deliveries.list(endpointId, status, page);
  });

export const getWebhookDelivery = ({ work }: Deps): GetWebhookDelivery => (actor, id) => work.read(actor, ({ deliveries }) => deliveries.get(id));

export const listWebhookAttempts = ({ work }: Deps): ListWebhookAttempts => (actor, id, page) =>
  work.read(actor, async ({ deliveries }) => {
    await deliveries.get(id);
    return deliveries.attemptsOf(id, page);
  });
