import type { Clock } from '#internal/kernel';
import { type components, pageJson, pageRequest, type Operations } from '#internal/platform/http';
import { DEFAULT_OVERLAP_MS, type EndpointTerms, type WebhookEndpoint, type WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import type { CreateWebhookEndpoint, DeleteWebhookEndpoint, GetWebhookEndpoint, ListWebhookEndpoints, UpdateWebhookEndpoint } from '../service/manage-webhook-endpoints.ts';
import type { PingWebhookEndpoint } from '../service/ping-webhook-endpoint.ts';
import type { RotateWebhookSecret } from '../service/rotate-webhook-secret.ts';
import { endpointJson, resultJson } from './webhook-json.ts';

interface Use {
  readonly listWebhookEndpoints: ListWebhookEndpoints;
  readonly createWebhookEndpoint: CreateWebhookEndpoint;
  readonly getWebhookEndpoint: GetWebhookEndpoint;
  readonly updateWebhookEndpoint: UpdateWebhookEndpoint;
  readonly deleteWebhookEndpoint: DeleteWebhookEndpoint;
  readonly rotateWebhookSecret: RotateWebhookSecret;
  readonly pingWebhookEndpoint: PingWebhookEndpoint;
}

export function webhookEndpointOperations(use: Use, clock: Clock): Pick<Operations, keyof Use> {
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

    async rotateWebhookSecret({ actor, path, body }) {
      const overlapMs = body?.overlap_seconds === undefined ? DEFAULT_OVERLAP_MS : body.overlap_seconds * 1000;
      const { endpoint, secret } = await use.rotateWebhookSecret(actor, idOf(path), overlapMs);
      return { status: 200, headers: { 'Cache-Control': 'no-store' }, body: { ...json(endpoint), secret }, etag: endpoint.version };
    },

    async pingWebhookEndpoint({ actor, path }) {
      return { status: 200, body: resultJson(await use.pingWebhookEndpoint(actor, idOf(path))) };
    },
  };
}

const toTerms = ({ url, description, event_types: eventTypes, enabled }: components['schemas']['WriteWebhookEndpoint']): EndpointTerms => ({ url, description: description ?? '', eventTypes, enabled: enabled ?? true });
