import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { AlertGroupId } from '../domain/alert-group.ts';
import type { Notification } from '../domain/notification.ts';
import type { AlertGroupState, GetAlertGroup, ListAlertGroups, ListGroupNotifications } from '../service/read-alert-groups.ts';

interface Use {
  readonly listAlertGroups: ListAlertGroups;
  readonly getAlertGroup: GetAlertGroup;
  readonly listAlertGroupNotifications: ListGroupNotifications;
}

/** Groups of alerts in our own API: what is in them, what was told, and what will be. */
export function alertGroupOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async listAlertGroups({ actor, query }) {
      const request = pageRequest('listAlertGroups', query, ['timestamp', 'uuid']);
      const page = await use.listAlertGroups(actor, query.receiver === undefined ? {} : { receiver: query.receiver }, request);
      return { status: 200, body: pageJson('listAlertGroups', query, page, toGroupJson) };
    },

    async getAlertGroup({ actor, path }) {
      return { status: 200, body: toGroupJson(await use.getAlertGroup(actor, path.alertGroupId as AlertGroupId)) };
    },

    async listAlertGroupNotifications({ actor, path, query }) {
      const request = pageRequest('listAlertGroupNotifications', query, ['timestamp', 'uuid']);
      const page = await use.listAlertGroupNotifications(actor, path.alertGroupId as AlertGroupId, request);
      return { status: 200, body: pageJson('listAlertGroupNotifications', query, page, toNotificationJson) };
    },
  };
}

/** Alerts that a list shows of each group. */
const SHOWN = 100;

const toGroupJson = ({ group, members, next }: AlertGroupState) => ({
  id: group.id,
  key: group.key,
  receiver: group.receiver,
  labels: group.labels,
  created_at: group.createdAt.toISOString(),
  flushed_at: group.flushedAt?.toISOString() ?? null,
  flushes: group.flushes,
  next_flush_at: group.nextFlushAt.toISOString(),
  next_notification: { at: next.at?.toISOString() ?? null, because: next.because },
  alert_count: members.length,
  alerts: members.slice(0, SHOWN).map(({ alert, reasons }) => ({
    id: alert.id,
    fingerprint: alert.fingerprint,
    status: alert.status,
    labels: alert.labels,
    starts_at: alert.startsAt.toISOString(),
    muted_by: reasons.map(({ stage, id, name, until, words }) => ({ stage, id: id ?? null, name: name ?? null, until: until?.toISOString() ?? null, words })),
  })),
});

const toNotificationJson = ({ id, receiver, integrationId, reason, state, firing, resolved, createdAt, settledAt }: Notification) => ({
  id, receiver, integration_id: integrationId, reason, state, firing: [...firing], resolved: [...resolved], created_at: createdAt.toISOString(), settled_at: settledAt?.toISOString() ?? null,
});
