import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { NotificationDeliveryId } from '../domain/notification-delivery.ts';
import type { DeliveryFilter } from '../ports/delivery-repository.ts';
import type { GetNotification, ListNotifications } from '../service/read-notifications.ts';
import type { ReplayDeadNotifications, ReplayNotification } from '../service/replay-notifications.ts';
import { notificationJson, notificationRecordJson } from './notification-json.ts';

interface Use {
  readonly listNotifications: ListNotifications;
  readonly getNotification: GetNotification;
  readonly replayNotification: ReplayNotification;
  readonly replayDeadNotifications: ReplayDeadNotifications;
}

interface Asked {
  readonly receiver?: string;
  readonly status?: DeliveryFilter['status'];
  readonly alert_group_id?: string;
  readonly integration_id?: string;
  readonly from?: string;
  readonly to?: string;
}

const filterOf = ({ receiver, status, alert_group_id: groupId, integration_id: integrationId, from, to }: Asked): DeliveryFilter => ({
  ...(receiver !== undefined && { receiver }),
  ...(status !== undefined && { status }),
  ...(groupId !== undefined && { groupId }),
  ...(integrationId !== undefined && { integrationId }),
  ...(from !== undefined && { from: new Date(from) }),
  ...(to !== undefined && { to: new Date(to) }),
});

/** What was told, and telling it again. */
export function notificationOperations(use: Use): Pick<Operations, keyof Use> {
  const idOf = ({ notificationDeliveryId }: { readonly notificationDeliveryId: string }) => notificationDeliveryId as NotificationDeliveryId;
  return {
    async listNotifications({ actor, query }) {
      const page = await use.listNotifications(actor, filterOf(query), pageRequest('listNotifications', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listNotifications', query, page, notificationJson) };
    },

    async getNotification({ actor, path }) {
      const { delivery, attempts } = await use.getNotification(actor, idOf(path));
      return { status: 200, body: notificationRecordJson(delivery, attempts) };
    },

    async replayNotification({ actor, path }) {
      return { status: 200, body: notificationJson(await use.replayNotification(actor, idOf(path))) };
    },

    async replayDeadNotifications({ actor, body }) {
      return { status: 200, body: { replayed: await use.replayDeadNotifications(actor, filterOf(body)) } };
    },
  };
}
