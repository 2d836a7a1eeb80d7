import { needsUpdate, type NotificationReason } from '#pkg/alertmanager';
import type { Alert, AlertId } from './alert.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { MuteReason } from './mute-reason.ts';
import type { Notification } from './notification.ts';
import type { NotificationLogEntry } from './notification-log.ts';
import type { GroupTerms } from './routing-plan.ts';

/** What a flush looks at. */
export interface FlushInput {
  readonly terms: GroupTerms;
  /** The latest alert of every member. */
  readonly members: readonly Alert[];
  readonly reasonsOf: (alert: Alert) => readonly MuteReason[];
  readonly integrations: readonly { readonly id: string; readonly sendResolved: boolean }[];
  /** By integration. */
  readonly log: ReadonlyMap<string, NotificationLogEntry>;
  /** What earlier flushes asked for and nobody has settled yet. */
  readonly underWay: readonly Notification[];
  readonly now: Date;
  /** The tick of the group's clock that it is; repeating is decided for it. */
  readonly tick: Date;
}

/** What an integration has to be told, or what the log has to know without its being told. */
export interface Telling {
  readonly integrationId: string;
  readonly reason: NotificationReason;
  /** Alerts that stand in the message; empty: only the log is to know. */
  readonly alerts: readonly Alert[];
  readonly firing: readonly Fingerprint[];
  readonly resolved: readonly Fingerprint[];
}

export interface FlushVerdict {
  readonly tellings: readonly Telling[];
  /** Of those that are under way, what is told in another way now, or not any more. */
  readonly superseded: readonly Notification[];
  /** Of those that are under way, what would be told again as it is. */
  readonly kept: readonly Notification[];
  /** Alerts that are over: they leave when all of this is delivered. */
  readonly leaving: readonly AlertId[];
}

/** True when an alert counts as over at this time: also when nobody vouches for it any more, before its timer says so. */
export const isOverAt = ({ status, expiresAt }: Alert, now: Date): boolean => status === 'resolved' || (expiresAt !== null && expiresAt <= now);

/**
 * What a flush of a group tells whom: Alertmanager's pipeline of `notify`. Alerts that are muted count as neither firing nor resolved; the others are held against
 * what each integration was told last. A decision is always against what was delivered; what is still under way is replaced, unless it says the same.
 */
export function decideFlush({ terms, members, reasonsOf, integrations, log, underWay, now, tick }: FlushInput): FlushVerdict {
  const reasons = new Map(members.map((alert) => [alert, reasonsOf(alert)]));
  // What flaps counts as firing until it has calmed down, under a mark of its own: so it is told once that it flaps, nothing more until it is calm, and then what it is.
  const damped = new Set(members.filter((alert) => reasons.get(alert)?.some(({ stage }) => stage === 'flapping')));
  const isOver = (alert: Alert): boolean => !damped.has(alert) && isOverAt(alert, now);
  const leaving = members.filter(isOver).map(({ id }) => id);
  const audible = members.filter((alert) => reasons.get(alert)?.every(({ stage }) => stage === 'flapping'));
  const over = audible.filter(isOver);
  const burning = audible.filter((alert) => !isOver(alert));
  const shown = (alert: Alert): Alert => (damped.has(alert) ? asFlapping(alert, reasons.get(alert)) : alert);
  const [firing, resolved] = [burning.map((alert) => (damped.has(alert) ? flappingMark(alert) : alert.fingerprint)), over.map(({ fingerprint }) => fingerprint)];
  const [firingSet, resolvedSet] = [new Set(firing), new Set(resolved)];

  const tellings: Telling[] = [];
  const kept = new Set<Notification>();
  for (const { id, sendResolved } of audible.length > 0 ? integrations : []) {
    const entry = log.get(id);
    const told = entry && { firing: entry.firing, resolved: entry.resolved, timestampMs: entry.notifiedAt.getTime() };
    const { notify, reason } = needsUpdate(told, firingSet, resolvedSet, { repeatIntervalMs: terms.repeatIntervalMs, sendResolved, nowMs: tick.getTime() });
    if (!notify) continue;
    const same = underWay.find((notification) => notification.integrationId === id && isSame(notification.firing, firingSet) && isSame(notification.resolved, resolvedSet));
    if (same) kept.add(same);
    else tellings.push({ integrationId: id, reason, alerts: (sendResolved ? audible : burning).map(shown), firing, resolved });
  }
  return { tellings, superseded: underWay.filter((notification) => !kept.has(notification)), kept: [...kept], leaving };
}

const isSame = (told: readonly Fingerprint[], now: ReadonlySet<Fingerprint>): boolean => told.length === now.size && told.every((fingerprint) => now.has(fingerprint));

/** How the log knows an alert that flaps: not as the same that fires, or nobody would be told that it does. */
const flappingMark = ({ fingerprint }: Alert): Fingerprint => `${fingerprint}~` as Fingerprint;

/** Annotation of an alert that is told to flap. */
export const FLAPPING_ANNOTATION = 'flapping';

const asFlapping = (alert: Alert, reasons: readonly MuteReason[] = []): Alert => ({
  ...alert,
  status: 'firing', endsAt: null, expiresAt: null, resolvedAt: null, resolvedBy: null, resolution: null,
  annotations: { ...alert.annotations, [FLAPPING_ANNOTATION]: reasons.map(({ words }) => words).join('; ') },
});
