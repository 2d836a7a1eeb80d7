import type { LabelSet } from '#pkg/matchers';
import { labelSetFingerprint } from '../labels/label-set-fingerprint.ts';
import { labelValue } from '../labels/label-text.ts';
import type { NotificationReason } from './needs-update.ts';

/** An alert of a group, as a notification begins with it. Times in milliseconds since 1970. */
export interface GroupAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  readonly startsAtMs: number;
  /** Undefined while nobody knows. */
  readonly endsAtMs?: number;
  readonly generatorURL: string;
}

/** An alert as templates and webhooks see it. */
export interface NotificationAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  /** RFC 3339. */
  readonly startsAt: string;
  /** RFC 3339; `0001-01-01T00:00:00Z`, Go's zero, while nobody knows. */
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

/** What is told of a group: the body of Alertmanager's webhook (version 4), and what templates see. */
export interface NotificationData {
  readonly version: '4';
  readonly groupKey: string;
  /** How many alerts were left out. */
  readonly truncatedAlerts: number;
  readonly status: 'firing' | 'resolved';
  readonly receiver: string;
  readonly groupLabels: LabelSet;
  readonly commonLabels: LabelSet;
  readonly commonAnnotations: LabelSet;
  readonly externalURL: string;
  readonly alerts: readonly NotificationAlert[];
  readonly notification_reason: NotificationReason | 'unknown';
  readonly routeLabels: LabelSet;
}

/** What a notification is about. */
export interface NotificationSubject {
  readonly receiver: string;
  readonly groupKey: string;
  readonly groupLabels: LabelSet;
  readonly externalURL: string;
  readonly reason: NotificationReason | 'unknown';
  /** Once their templates are expanded. */
  readonly routeLabels?: LabelSet;
  /** Most alerts in one message; 0 or undefined: all. What is common is said of those that are left. */
  readonly maxAlerts?: number;
}

const ZERO_TIME = '0001-01-01T00:00:00Z';

/** What a receiver is told of the alerts of a group, in the order in which they come. */
export function notificationData(alerts: readonly GroupAlert[], subject: NotificationSubject): NotificationData {
  const { receiver, groupKey, groupLabels, externalURL, reason, routeLabels = {}, maxAlerts = 0 } = subject;
  const told = maxAlerts > 0 ? alerts.slice(0, maxAlerts) : alerts;
  return {
    version: '4',
    groupKey,
    truncatedAlerts: alerts.length - told.length,
    status: told.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    receiver: quoteMeta(receiver),
    groupLabels,
    commonLabels: commonEntries(told.map(({ labels }) => labels)),
    commonAnnotations: commonEntries(told.map(({ annotations }) => annotations)),
    externalURL,
    alerts: told.map(shownAlert),
    notification_reason: reason,
    routeLabels,
  };
}

const shownAlert = ({ status, labels, annotations, startsAtMs, endsAtMs, generatorURL }: GroupAlert): NotificationAlert => ({
  status,
  labels,
  annotations,
  startsAt: rfc3339(startsAtMs),
  endsAt: endsAtMs === undefined ? ZERO_TIME : rfc3339(endsAtMs),
  generatorURL,
  fingerprint: labelSetFingerprint(labels),
});

/** As Go prints it: without a fraction that says nothing. */
const rfc3339 = (timeMs: number): string => new Date(timeMs).toISOString().replace(/\.?0*Z$/, 'Z');

/** The entries that all sets have. */
export function commonEntries(sets: readonly LabelSet[]): LabelSet {
  const [first = {}, ...others] = sets;
  return Object.fromEntries(Object.entries(first).filter(([name, value]) => others.every((set) => labelValue(set, name) === value)));
}

/** Alertmanager escapes the name, because templates put it into a link that takes an expression (Go's `regexp.QuoteMeta`). */
const quoteMeta = (text: string): string => text.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&');
