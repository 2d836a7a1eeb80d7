import type { AlertTransition, TransitionReason } from '../model/alert-instance.ts';
import { type LiveAlert, shown } from './live-alert.ts';

/** How long a resolved alert is kept, and told about again. */
const RESOLVED_RETENTION_MS = 15 * 60_000;

/** What a rule says of its alerts' times. */
export interface HoldTimes {
  readonly forMs: number;
  readonly keepFiringForMs: number;
}

/**
 * Whether the condition holds: `present`; `absent`, with the reason why it is; `held`: its data is missing and it stays as it is; `assumed`: its
 * data is missing, which counts as present.
 */
export type Presence = 'present' | 'assumed' | 'held' | 'absent';

/** An alert after an evaluation; undefined when it is forgotten. */
export interface AdvancedAlert {
  readonly alert: LiveAlert | undefined;
  /** Whether it is pending or firing, and so has its series. */
  readonly active: boolean;
}

/** Moves an alert on to `timeMs`. */
export function advanceAlert(alert: LiveAlert, presence: Presence, { forMs, keepFiringForMs }: HoldTimes, timeMs: number): AdvancedAlert {
  if (presence === 'held') return { alert, active: alert.state !== 'inactive' };
  let next = alert;
  if (presence === 'absent') {
    const keepSince = alert.state === 'firing' && keepFiringForMs > 0 ? (alert.keepFiringSinceMs ?? timeMs) : undefined;
    if (keepSince === undefined || timeMs - keepSince >= keepFiringForMs) return { alert: ended(alert, keepSince, timeMs), active: false };
    next = { ...alert, keepFiringSinceMs: keepSince };
  } else if (alert.keepFiringSinceMs !== undefined) next = { ...alert, keepFiringSinceMs: undefined };

  if (next.state === 'pending' && timeMs - next.activeAtMs >= forMs) next = { ...next, state: 'firing', firedAtMs: timeMs };
  if (next.state === 'firing' && timeMs - next.activeAtMs < forMs) {
    next = { ...next, state: 'pending', firedAtMs: undefined, lastSentAtMs: undefined, keepFiringSinceMs: undefined };
  }
  return { alert: next, active: true };
}

function ended(alert: LiveAlert, keepFiringSinceMs: number | undefined, timeMs: number): LiveAlert | undefined {
  if (alert.state === 'pending') return undefined;
  if (alert.resolvedAtMs !== undefined && timeMs - alert.resolvedAtMs > RESOLVED_RETENTION_MS) return undefined;
  return alert.state === 'inactive' ? alert : { ...alert, state: 'inactive', resolvedAtMs: timeMs, keepFiringSinceMs };
}

/** The transition from one evaluation to the next, if there is one. */
export function transitionOf(before: LiveAlert | undefined, after: LiveAlert | undefined, atMs: number, ended: TransitionReason): AlertTransition | undefined {
  const alert = after ?? before;
  const [from, to] = [before?.state ?? 'inactive', after?.state ?? 'inactive'];
  if (!alert || from === to) return undefined;
  const began = alert.cause === undefined || alert.cause === 'kept' ? 'condition' : alert.cause;
  const keptFiring = from === 'firing' && ended === 'condition_over' && after?.keepFiringSinceMs !== undefined;
  const reason = to === 'inactive' ? (keptFiring ? 'keep_firing_over' : ended) : from === 'firing' ? 'for_raised' : began;
  return { alert: shown(after ?? { ...alert, state: 'inactive' }), from, to, reason, atMs };
}
