import type { Clock } from '#internal/kernel';
import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { ReceiverId } from '../domain/receiver.ts';
import type { Channels } from '../ports/channel.ts';
import type { CreateReceiver, DeleteReceiver, GetReceiver, ListReceivers, UpdateReceiver } from '../service/manage-receivers.ts';
import type { TestReceiver } from '../service/test-receiver.ts';
import { channelJson, outcomeJson, receiverJson, toReceiverTerms } from './receiver-json.ts';

interface Use {
  readonly listReceivers: ListReceivers;
  readonly createReceiver: CreateReceiver;
  readonly getReceiver: GetReceiver;
  readonly updateReceiver: UpdateReceiver;
  readonly deleteReceiver: DeleteReceiver;
  readonly testReceiver: TestReceiver;
}

/** Who is told. */
export function receiverOperations(use: Use, channels: Pick<Channels, 'list'>, clock: Clock): Pick<Operations, keyof Use | 'listNotificationChannels'> {
  const idOf = ({ receiverId }: { readonly receiverId: string }) => receiverId as ReceiverId;
  return {
    async listNotificationChannels() {
      return { status: 200, body: { items: channels.list().map(channelJson) } };
    },

    async listReceivers({ actor, query }) {
      const page = await use.listReceivers(actor, pageRequest('listReceivers', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listReceivers', query, page, (receiver) => receiverJson(receiver, clock.now())) };
    },

    async createReceiver({ actor, body }) {
      const receiver = await use.createReceiver(actor, toReceiverTerms(body));
      return { status: 201, body: receiverJson(receiver, clock.now()), etag: receiver.version, location: `/api/v1/receivers/${receiver.id}` };
    },

    async getReceiver({ actor, path }) {
      const receiver = await use.getReceiver(actor, idOf(path));
      return { status: 200, body: receiverJson(receiver, clock.now()), etag: receiver.version };
    },

    async updateReceiver({ actor, path, body, ifMatch }) {
      const receiver = await use.updateReceiver(actor, idOf(path), toReceiverTerms(body), ifMatch);
      return { status: 200, body: receiverJson(receiver, clock.now()), etag: receiver.version };
    },

    async deleteReceiver({ actor, path, ifMatch }) {
      await use.deleteReceiver(actor, idOf(path), ifMatch);
      return { status: 204 };
    },

    async testReceiver({ actor, path, body }) {
      const results = await use.testReceiver(actor, idOf(path), { ...(body?.integration_id !== undefined && { integrationId: body.integration_id }), ...(body?.labels && { labels: body.labels }) });
      return { status: 200, body: { items: results.map(({ deliveryId, integration, ...outcome }) => ({ integration_id: integration.id, kind: integration.kind, delivery_id: deliveryId, ...outcomeJson(outcome) })) } };
    },
  };
}
