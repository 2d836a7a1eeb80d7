/** What a receiver was last told of a group (an entry of Alertmanager's notification log). */
export interface NotificationLogEntry {
  /** Fingerprints of the alerts that were told as firing. */
  readonly firing: Iterable<string>;
  /** Fingerprints of the alerts that were told as resolved. */
  readonly resolved: Iterable<string>;
  /** When, in milliseconds since 1970. */
  readonly timestampMs: number;
}

/** Why a group is told of, in the words of Alertmanager's `notification_reason`; `none`: it is not. */
export type NotificationReason = 'none' | 'first notification' | 'new alerts added' | 'some alerts resolved' | 'all alerts resolved' | 'repeat interval elapsed';

export interface NotificationDecision {
  readonly notify: boolean;
  readonly reason: NotificationReason;
}

/** What decides beside the alerts. */
export interface NotificationTiming {
  readonly repeatIntervalMs: number;
  /** Whether the integration wants to hear of alerts that end. */
  readonly sendResolved: boolean;
  readonly nowMs: number;
}

/**
 * Whether a receiver has to hear of a group again (Alertmanager's dedup stage): `firing` and `resolved` are the fingerprints that would be told, `entry` is what was told last.
 * That all are resolved is said whatever `sendResolved` is, so that the log knows; who sends then leaves it out.
 */
export function needsUpdate(entry: NotificationLogEntry | undefined, firing: ReadonlySet<string>, resolved: ReadonlySet<string>, timing: NotificationTiming): NotificationDecision {
  const reason = reasonOf(entry, firing, resolved, timing);
  return { notify: reason !== 'none', reason };
}

function reasonOf(entry: NotificationLogEntry | undefined, firing: ReadonlySet<string>, resolved: ReadonlySet<string>, timing: NotificationTiming): NotificationReason {
  if (!entry) return firing.size > 0 ? 'first notification' : 'none';
  const told = new Set(entry.firing);
  if (!areAmong(told, firing)) return told.size === 0 ? 'first notification' : 'new alerts added';
  if (firing.size === 0) return told.size > 0 ? 'all alerts resolved' : 'none';
  if (timing.sendResolved && !areAmong(new Set(entry.resolved), resolved)) return 'some alerts resolved';
  return entry.timestampMs < timing.nowMs - timing.repeatIntervalMs ? 'repeat interval elapsed' : 'none';
}

function areAmong(known: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const one of all) if (!known.has(one)) return false;
  return true;
}
