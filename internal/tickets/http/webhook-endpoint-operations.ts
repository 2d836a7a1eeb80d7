import type { Clock } from '#internal/kernel';
import { type components, pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { WebhookDelivery, WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import { circuitOf, type EndpointTerms, type WebhookEndpoint, type WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import type { CreateWebhookEndpoint, DeleteWebhookEndpoint, GetWebhookEndpoint, ListWebhookEndpoints, UpdateWebhookEndpoint } from '../service/manage-webhook-endpoints.ts';
import type { ListWebhookDeliveries, ReplayDeadDeliveries, ReplayWebhookDelivery } from '../service/replay-webhook-deliveries.ts';

type Handled =
  | 'listWebhookEndpoints' | 'createWebhookEndpoint' | 'getWebhookEndpoint' | 'updateWebhookEndpoint' | 'deleteWebhookEndpoint' | 'listWebhookDeliveries' | 'replayWebhookDelivery' | 'replayDeadWebhookDeliveries';

interface Use {
  readonly listWebhookEndpoints: ListWebhookEndpoints;
  readonly createWebhookEndpoint: CreateWebhookEndpoint;
  readonly getWebhookEndpoint: GetWebhookEndpoint;
  readonly updateWebhookEndpoint: UpdateWebhookEndpoint;
  readonly deleteWebhookEndpoint: DeleteWebhookEndpoint;
  readonly listWebhookDeliveries: ListWebhookDeliveries;
  readonly replayWebhookDelivery: ReplayWebhookDelivery;
  readonly replayDeadDeliveries: ReplayDeadDeliveries;
}

export function webhookEndpointOperations(use: Use, clock: Clock): Pick<Operations, Handled> {
  const idOf = ({ endpointId }: { readonly endpointId: string }) => endpointId as WebhookEndpointId;
  const json = (endpoint: WebhookEndpoint) => endpointJson(endpoint, clock.now());
  return {
    async listWebhookEndpoints({ actor, query }) {
      const page = await use.listWebhookEndpoints(actor, pageRequest('listWebhookEndpoints', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listWebhookEndpoints', query, page, json) };
    },

    async createWebhookEndpoint({ actor, body }) {
      const { endpoint, secret } = await use.createWebhookEndpoint(actor, toTerms(body));
      return { status: 201, headers: { 'Cache-Control': 'no-store' }, body: { ...json(endpoint), secret }, etag: endpoint.version, location: `/api/v1/webhook-endpoints/${endpoint.id}` };
    },

    async getWebhookEndpoint({ actor, path }) {
      const endpoint = await use.getWebhookEndpoint(actor, idOf(path));
      return { status: 200, body: json(endpoint), etag: endpoint.version };
    },

    async updateWebhookEndpoint({ actor, path, body, ifMatch }) {
      const endpoint = await use.updateWebhookEndpoint(actor, idOf(path), toTerms(body), ifMatch);
      return { status: 200, body: json(endpoint), etag: endpoint.version };
    },

    async deleteWebhookEndpoint({ actor, path, ifMatch }) {
      await use.deleteWebhookEndpoint(actor, idOf(path), ifMatch);
      return { status: 204 };
    },

    async listWebhookDeliveries({ actor, path, query }) {
      const page = await use.listWebhookDeliveries(actor, idOf(path), query.status, pageRequest('listWebhookDeliveries', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listWebhookDeliveries', query, page, deliveryJson) };
    },

    async replayWebhookDelivery({ actor, path }) {
      return { status: 200, body: deliveryJson(await use.replayWebhookDelivery(actor, path.deliveryId as WebhookDeliveryId)) };
    },

    async replayDeadWebhookDeliveries({ actor, path }) {
      return { status: 200, body: { replayed: await use.replayDeadDeliveries(actor, idOf(path)) } };
    },
  };
}

const toTerms = ({ url, description, event_types: eventTypes, enabled }: components['schemas']['WriteWebhookEndpoint']): EndpointTerms => ({ url, description: description ?? '', eventTypes, enabled: enabled ?? true });

const endpointJson = (endpoint: WebhookEndpoint, now: Date) => ({
  id: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  event_types: [...endpoint.eventTypes],
  enabled: endpoint.enabled,
  circuit: {
    state: circuitOf(endpoint, now),
    consecutive_failures: endpoint.consecutiveFailures,
    opened_at: endpoint.openedAt?.toISOString() ?? null,
    retry_at: endpoint.retryAt?.toISOString() ?? null,
  },
  created_at: endpoint.createdAt.toISOString(),
  updated_at: endpoint.updatedAt.toISOString(),
  version: endpoint.version,
});

const deliveryJson = (delivery: WebhookDelivery) => ({
  id: delivery.id,
  endpoint_id: delivery.endpointId,
  event_id: delivery.eventId,
  event_type: delivery.eventType,
  body: delivery.body,
  status: delivery.status,
  attempts: delivery.attempts,
  next_attempt_at: delivery.status === 'pending' ? delivery.nextAttemptAt.toISOString() : null,
  status_code: delivery.statusCode ?? null,
  latency_ms: delivery.latencyMs ?? null,
  error: delivery.error ?? null,
  created_at: delivery.createdAt.toISOString(),
  finished_at: delivery.finishedAt?.toISOString() ?? null,
});
