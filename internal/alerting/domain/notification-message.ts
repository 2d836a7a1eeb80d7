import { compareText, type NotificationData, notificationData, type NotificationReason } from '#pkg/alertmanager';
import type { Alert } from './alert.ts';
import type { AlertGroup } from './alert-group.ts';
import { isOverAt } from './flush.ts';
import type { Labels } from './labels.ts';

interface MessageInput {
  readonly alerts: readonly Alert[];
  /** Most alerts in the message; 0: all. */
  readonly maxAlerts: number;
  readonly reason: NotificationReason;
  readonly now: Date;
  readonly publicUrl: string;
}

/** What a receiver is told of a group, as it is now: the end of an alert that is not over stands in no message. */
export function messageOf({ key, receiver, labels }: AlertGroup, { alerts, maxAlerts, reason, now, publicUrl }: MessageInput): NotificationData {
  const told = [...alerts].sort(inTheirOrder).map((alert) => {
    const endsAt = isOverAt(alert, now) ? (alert.endsAt ?? alert.expiresAt) : null;
    return {
      status: isOverAt(alert, now) ? ('resolved' as const) : ('firing' as const),
      labels: alert.labels,
      annotations: alert.annotations,
      startsAtMs: alert.startsAt.getTime(),
      ...(endsAt && { endsAtMs: endsAt.getTime() }),
      generatorURL: alert.generatorUrl ?? '',
    };
  });
  return notificationData(told, { receiver, groupKey: key, groupLabels: labels, externalURL: publicUrl, reason, maxAlerts });
}

/** By job, then by instance, then by all labels (`AlertSlice.Less` of Alertmanager). */
export function inTheirOrder({ labels: a }: Pick<Alert, 'labels'>, { labels: b }: Pick<Alert, 'labels'>): number {
  for (const name of ['job', 'instance']) {
    const [one, other] = [a[name], b[name]];
    if (one === other) continue;
    if (one === undefined) return 1;
    if (other === undefined) return -1;
    return compareText(one, other);
  }
  return compareLabels(a, b);
}

/** `LabelSet.Before` of prometheus/common: fewer labels first, then by the first name or value that differs. */
export function compareLabels(a: Labels, b: Labels): number {
  const [names, others] = [Object.keys(a), Object.keys(b)];
  if (names.length !== others.length) return names.length - others.length;
  for (const name of [...new Set([...names, ...others])].sort(compareText)) {
    const [one, other] = [a[name], b[name]];
    if (one === other) continue;
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    return compareText(one, other);
  }
  return 0;
}
