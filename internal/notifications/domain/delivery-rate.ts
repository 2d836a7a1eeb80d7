import { commonEntries } from '#pkg/alertmanager';
import type { Integration } from './receiver-integration.ts';
import { type MessageData, MOST_ALERTS } from './message-data.ts';
import type { NotificationDelivery, NotificationDeliveryId } from './notification-delivery.ts';

const MINUTE_MS = 60_000;
/** Most messages that go into one bundle; the rest goes into the next. */
export const LARGEST_BUNDLE = 500;

const windowIsOver = ({ rateWindowStarted }: Integration, now: Date): boolean => !rateWindowStarted || now.getTime() - rateWindowStarted.getTime() >= MINUTE_MS;

/** How many messages an integration may send now. */
export function allowance(integration: Integration, now: Date): number {
  if (integration.ratePerMinute === undefined) return Infinity;
  return windowIsOver(integration, now) ? integration.ratePerMinute : Math.max(0, integration.ratePerMinute - integration.rateWindowSent);
}

/** The integration after so many more messages. A minute begins with its first message. */
export function counted(integration: Integration, messages: number, now: Date): Integration {
  if (integration.ratePerMinute === undefined || messages === 0) return integration;
  if (windowIsOver(integration, now)) return { ...integration, rateWindowStarted: now, rateWindowSent: messages };
  return { ...integration, rateWindowSent: integration.rateWindowSent + messages };
}

/**
 * What goes out when so many messages wait: each by itself while there is room for all; else one message less than there is room for, and one that stands for all others. Without
 * any room they wait.
 */
export function turnOf(waiting: number, room: number): { readonly single: number; readonly bundled: number } {
  if (waiting <= room) return { single: waiting, bundled: 0 };
  return room < 1 ? { single: 0, bundled: 0 } : { single: room - 1, bundled: Math.min(waiting - room + 1, LARGEST_BUNDLE) };
}

/** The message that stands for several: their alerts, up to a bound, and a list of what was held back. */
export function bundleData(members: readonly NotificationDelivery[], { id, ratePerMinute, externalURL }: { readonly id: NotificationDeliveryId; readonly ratePerMinute: number; readonly externalURL: string }): MessageData {
  const all = members.flatMap(({ data }) => data.alerts);
  const left = members.reduce((sum, { data }) => sum + data.truncatedAlerts, 0);
  const alerts = all.slice(0, MOST_ALERTS);
  return {
    version: '4',
    groupKey: `bundle:${id}`,
    truncatedAlerts: left + all.length - alerts.length,
    status: members.some(({ data }) => data.status === 'firing') ? 'firing' : 'resolved',
    receiver: members[0]?.receiver ?? '',
    groupLabels: commonEntries(members.map(({ data }) => data.groupLabels)),
    commonLabels: commonEntries(alerts.map(({ labels }) => labels)),
    commonAnnotations: commonEntries(alerts.map(({ annotations }) => annotations)),
    externalURL,
    alerts,
    notification_reason: 'unknown',
    routeLabels: {},
    heldBack: { messages: members.length, ratePerMinute, groups: members.map(({ data }) => ({ groupKey: data.groupKey, status: data.status, alerts: data.alerts.length + data.truncatedAlerts })) },
  };
}
