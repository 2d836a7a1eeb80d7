import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import type { WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import type { GetWebhookDelivery, ListWebhookAttempts, ListWebhookDeliveries } from '../service/read-webhook-deliveries.ts';
import type { ReplayDeadDeliveries, ReplayWebhookDelivery } from '../service/replay-webhook-deliveries.ts';
import { attemptJson, deliveryJson } from './webhook-json.ts';

type Handled = 'listWebhookDeliveries' | 'getWebhookDelivery' | 'listWebhookAttempts' | 'replayWebhookDelivery' | 'replayDeadWebhookDeliveries';

interface Use {
  readonly listWebhookDeliveries: ListWebhookDeliveries;
  readonly getWebhookDelivery: GetWebhookDelivery;
  readonly listWebhookAttempts: ListWebhookAttempts;
  readonly replayWebhookDelivery: ReplayWebhookDelivery;
  readonly replayDeadDeliveries: ReplayDeadDeliveries;
}

/** What endpoints were told, and telling them again. */
export function webhookDeliveryOperations(use: Use): Pick<Operations, Handled> {
  const idOf = ({ deliveryId }: { readonly deliveryId: string }) => deliveryId as WebhookDeliveryId;
  return {
    async listWebhookDeliveries({ actor, path, query }) {
      const page = await use.listWebhookDeliveries(actor, path.endpointId as WebhookEndpointId, query.status, pageRequest('listWebhookDeliveries', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listWebhookDeliveries', query, page, deliveryJson) };
    },

    async getWebhookDelivery({ actor, path }) {
      return { status: 200, body: deliveryJson(await use.getWebhookDelivery(actor, idOf(path))) };
    },

    async listWebhookAttempts({ actor, path, query }) {
      const page = await use.listWebhookAttempts(actor, idOf(path), pageRequest('listWebhookAttempts', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listWebhookAttempts', query, page, attemptJson) };
    },

    async replayWebhookDelivery({ actor, path }) {
      return { status: 200, body: deliveryJson(await use.replayWebhookDelivery(actor, idOf(path))) };
    },

    async replayDeadWebhookDeliveries({ actor, path }) {
      return { status: 200, body: { replayed: await use.replayDeadDeliveries(actor, path.endpointId as WebhookEndpointId) } };
    },
  };
}
