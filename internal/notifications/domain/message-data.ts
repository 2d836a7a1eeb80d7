import { type NotificationAlert, type NotificationData } from '#pkg/alertmanager';

/** What an over-full integration was told at once instead of message by message. */
export interface HeldBack {
  /** How many messages stand in this one. */
  readonly messages: number;
  readonly ratePerMinute: number;
  readonly groups: readonly { readonly groupKey: string; readonly status: 'firing' | 'resolved'; readonly alerts: number }[];
}

/** What a message tells: what Alertmanager's templates see and its webhook (version 4) sends. */
export interface MessageData extends NotificationData {
  /** Only in a message that stands for several which were held back. */
  readonly heldBack?: HeldBack;
}

/** Most alerts that one bundle carries whatever it tells. */
export const MOST_ALERTS = 500;

/** A message without a group: a test, a code, a page of a person. */
export function plainData({ key, receiver, title, text, labels = {}, externalURL, now }: {
  readonly key: string; readonly receiver: string; readonly title: string; readonly text: string; readonly labels?: Readonly<Record<string, string>>; readonly externalURL: string; readonly now: Date;
}): MessageData {
  const all = { alertname: title, ...labels };
  const annotations = { summary: title, description: text };
  const alert: NotificationAlert = { status: 'firing', labels: all, annotations, startsAt: now.toISOString(), endsAt: '0001-01-01T00:00:00Z', generatorURL: externalURL, fingerprint: key };
  return {
    version: '4', groupKey: key, truncatedAlerts: 0, status: 'firing', receiver, groupLabels: { alertname: title }, commonLabels: all, commonAnnotations: annotations, externalURL, alerts: [alert],
    notification_reason: 'unknown', routeLabels: {},
  };
}
