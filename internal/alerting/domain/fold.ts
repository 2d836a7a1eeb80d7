import { conflict } from '#pkg/apperror';
import { fire, isDueToFire, isOpen, resolve, type Alert, type AlertId } from './alert.ts';
import type { EventRule } from './event-rule.ts';
import type { Labels } from './labels.ts';
import { severityOf } from './severity.ts';
import { RESOLVE_TIMEOUT_MS, type Signal } from './signal.ts';

/** Why a signal changed nothing. */
export type IgnoredReason =
  /** It says that an episode is on of which we know already that it is over. */
  | 'episode_over'
  /** It tells the end of an episode that ended before the current one began. */
  | 'older_episode'
  /** It tells an end that we know. */
  | 'already_resolved'
  /** It tells the end of something that never began. */
  | 'never_started';

/** What a signal makes of the latest alert of its fingerprint. */
export type Verdict =
  | { readonly kind: 'opened' | 'fired' | 'resolved' | 'refreshed'; readonly alert: Alert }
  | { readonly kind: 'ignored'; readonly reason: IgnoredReason };

export interface FoldContext {
  /** The first rule that matches the signal. */
  readonly rule: EventRule | undefined;
  /** Who delivers the signal: stands in the alert when it resolves it. */
  readonly by: string;
  readonly nextId: () => AlertId;
}

/**
 * Folds a signal into the latest alert of its fingerprint, so that signals that are repeated or arrive out of order end where the
 * right order ends:
 * - an episode that is over stays over: a late copy of one of its signals does not open it again;
 * - an alert never goes back in time: the latest promise and the latest end win;
 * - an alert is never lost: a source that goes on insisting after `RESOLVE_TIMEOUT_MS`, or after a mere expiry, opens a new one, and an episode
 *   of which only the end arrives is recorded, resolved.
 */
export function fold(latest: Alert | undefined, signal: Signal, context: FoldContext): Verdict {
  if (signal.endedAt) return foldEnd(latest, { ...signal, endedAt: signal.endedAt }, context);
  if (latest && isOpen(latest)) return foldRepeat(refresh(latest, signal, context.rule), signal.receivedAt);
  if (latest && isLateCopy(latest, signal)) return { kind: 'ignored', reason: 'episode_over' };
  return { kind: 'opened', alert: openAlert(latest, signal, context) };
}

// Usually a timer fires a pending alert; a repeat that comes first must not leave it pending.
const foldRepeat = (alert: Alert, now: Date): Verdict =>
  isDueToFire(alert, now) ? { kind: 'fired', alert: fire(alert, now) } : { kind: 'refreshed', alert };

type EndSignal = Signal & { readonly endedAt: Date };

function foldEnd(latest: Alert | undefined, signal: EndSignal, context: FoldContext): Verdict {
  const { endedAt } = signal;
  if (latest && isOpen(latest)) {
    if (endedAt < latest.startsAt) return { kind: 'ignored', reason: 'older_episode' };
    return { kind: 'resolved', alert: resolveBySource(refresh(latest, signal, context.rule), signal, context.by) };
  }
  if (!latest?.endsAt) {
    if (!signal.startsAt) return { kind: 'ignored', reason: 'never_started' };
    return { kind: 'resolved', alert: missedEpisode(undefined, signal, context) };
  }
  if (endedAt <= latest.endsAt) return { kind: 'ignored', reason: 'already_resolved' };
  const anotherEpisode = signal.startsAt !== null && signal.startsAt > latest.endsAt;
  return anotherEpisode
    ? { kind: 'resolved', alert: missedEpisode(latest, signal, context) }
    : { kind: 'refreshed', alert: { ...received(latest, signal), endsAt: endedAt } };
}

/**
 * The alert that a signal opens after `latest`: pending while its rule's `for` runs, else firing. Episodes of a fingerprint never
 * overlap, so it starts after the end of the one before. Throws `conflict` when that one is still open.
 */
export function openAlert(latest: Alert | undefined, signal: Signal, { rule, nextId }: Pick<FoldContext, 'rule' | 'nextId'>): Alert {
  if (latest && isOpen(latest)) throw conflict(`the alert ${latest.id} with these labels is ${latest.status}`);
  const { receivedAt: now } = signal;
  // Nothing begins in the future: the sender's clock is ahead then.
  const began = earlier(signal.startsAt ?? signal.endedAt ?? now, now);
  const startsAt = latest?.endsAt && began <= latest.endsAt ? new Date(latest.endsAt.getTime() + 1) : began;
  const firesAt = new Date(earlier(startsAt, now).getTime() + (rule?.forSeconds ?? 0) * 1000);
  const pending = firesAt > now;
  const labels = merge(signal.labels, rule?.labels);
  return {
    id: nextId(),
    fingerprint: signal.fingerprint,
    status: pending ? 'pending' : 'firing',
    name: signal.labels['alertname'] ?? '(unnamed)',
    severity: rule?.severity ?? severityOf(labels),
    labels,
    annotations: merge(signal.annotations, rule?.annotations),
    generatorUrl: signal.generatorUrl,
    source: signal.source,
    ruleId: signal.ruleId ?? rule?.id ?? null,
    startsAt,
    endsAt: null,
    firesAt: pending ? firesAt : null,
    expiresAt: signal.expiresAt,
    lastReceivedAt: now,
    occurrences: 1,
    firedAt: pending ? null : now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    escalatedAt: null,
    escalationReason: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    stateReason: signal.stateReason,
    // What flaps goes on flapping in its next episode, until it was calm for long enough.
    flappingSince: latest?.flappingSince ?? null,
    createdAt: now,
    version: 1,
  };
}

// An episode of which only the end arrived. It never fired here, so nobody is told that it did.
const missedEpisode = (latest: Alert | undefined, signal: EndSignal, context: FoldContext): Alert =>
  resolveBySource({ ...openAlert(latest, signal, context), firedAt: null }, signal, context.by);

const resolveBySource = (alert: Alert, { endedAt, receivedAt }: EndSignal, by: string): Alert =>
  resolve(alert, { resolution: 'source', by, endsAt: endedAt }, receivedAt);

// A mere expiry proves nothing: the source may only have been cut off.
const isLateCopy = ({ resolution, resolvedAt, endsAt }: Alert, { startsAt, receivedAt }: Signal): boolean =>
  resolution !== 'expiry' && startsAt !== null && endsAt !== null && startsAt <= endsAt &&
  resolvedAt !== null && receivedAt.getTime() < resolvedAt.getTime() + RESOLVE_TIMEOUT_MS;

/** Another signal of the same episode: it lives longer, and the description is that of the latest promise. */
function refresh(alert: Alert, signal: Signal, rule: EventRule | undefined): Alert {
  const newest = signal.expiresAt === null || alert.expiresAt === null || signal.expiresAt >= alert.expiresAt;
  return {
    ...received(alert, signal),
    annotations: newest ? merge(signal.annotations, rule?.annotations) : alert.annotations,
    stateReason: newest ? signal.stateReason : alert.stateReason,
    generatorUrl: newest ? (signal.generatorUrl ?? alert.generatorUrl) : alert.generatorUrl,
    // `null` is a promise without end.
    expiresAt: signal.expiresAt && alert.expiresAt && later(signal.expiresAt, alert.expiresAt),
  };
}

const received = (alert: Alert, { receivedAt }: Signal): Alert => ({
  ...alert,
  lastReceivedAt: later(alert.lastReceivedAt, receivedAt),
  occurrences: alert.occurrences + 1,
});

const later = (a: Date, b: Date): Date => (a > b ? a : b);
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

// An empty value removes a label, because an empty label equals a missing one.
const merge = (own: Labels, ofRule: Labels = {}): Labels => Object.fromEntries(Object.entries({ ...own, ...ofRule }).filter(([, value]) => value !== ''));
