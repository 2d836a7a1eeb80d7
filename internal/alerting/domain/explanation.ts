import type { Alert } from './alert.ts';
import type { AlertGroup } from './alert-group.ts';
import { isOverAt } from './flush.ts';
import type { MuteReason, MuteStageName } from './mute-reason.ts';
import type { Notification } from './notification.ts';
import type { NotificationLogEntry } from './notification-log.ts';
import type { GroupSeat } from './routing-plan.ts';
import { silenceState, type Silence } from './silence.ts';

/** One thing that decided, in the order in which it did. */
export interface ExplanationStep {
  readonly step: 'state' | 'routing' | 'group' | MuteStageName | 'notification' | 'past_silence' | 'remediation' | 'next';
  readonly id: string | null;
  readonly name: string | null;
  readonly at: Date | null;
  readonly words: string;
}

/** One way that the alert takes to somebody. */
export interface ExplainedGroup {
  readonly seat: GroupSeat;
  /** `undefined` when it has nothing to tell. */
  readonly group: AlertGroup | undefined;
  /** Integrations of the receiver; `undefined` when nobody has its name. */
  readonly integrations: number | undefined;
  readonly muted: readonly MuteReason[];
  readonly log: readonly NotificationLogEntry[];
  /** Of this alert, latest first. */
  readonly notifications: readonly Notification[];
  /** Whether somebody was told through it that the alert fires. */
  readonly wasTold: boolean;
  /** When it is told next, as far as nothing changes until then; `null`: not again. */
  readonly nextAt: Date | null;
  readonly words: string;
}

/** Why somebody was, or was not, told of an alert. */
export interface Explanation {
  readonly alert: Alert;
  readonly wasNotified: boolean;
  readonly nextNotificationAt: Date | null;
  readonly words: string;
  readonly steps: readonly ExplanationStep[];
  readonly groups: readonly ExplainedGroup[];
}

/** What an explanation is made of. */
export interface ExplanationInput {
  readonly alert: Alert;
  readonly now: Date;
  /** `false`: the tenant has no routing configuration. */
  readonly hasRouting: boolean;
  readonly groups: readonly Omit<ExplainedGroup, 'wasTold' | 'nextAt' | 'words'>[];
  /** Silences that counted at some time while it fired. */
  readonly silences: readonly Silence[];
  /** Name of the window that holds remediation back now. */
  readonly heldBackBy: string | undefined;
}

const step = (of: ExplanationStep['step'], words: string, more: Partial<ExplanationStep> = {}): ExplanationStep => ({ step: of, id: null, name: null, at: null, ...more, words });

/** Puts in order, and in words, what decided about the notifications of an alert. */
export function explain({ alert, now, hasRouting, groups: given, silences, heldBackBy }: ExplanationInput): Explanation {
  const groups = given.map((group) => explainGroup(alert, group, now));
  const wasNotified = groups.some(({ wasTold }) => wasTold);
  const next = groups.flatMap(({ nextAt }) => (nextAt ? [nextAt.getTime()] : []));
  const nextNotificationAt = next.length > 0 ? new Date(Math.min(...next)) : null;
  const words = summary(alert, { wasNotified, hasRouting, groups, nextNotificationAt }, now);
  const steps = [
    step('state', stateWords(alert), { at: alert.firedAt ?? alert.startsAt }),
    ...(hasRouting ? [] : [step('routing', 'the tenant has no routing configuration: nobody is notified of anything')]),
    ...groups.flatMap((group) => stepsOf(group)),
    ...silences.filter((silence) => silenceState(silence, now) !== 'active').map(pastSilence),
    ...(heldBackBy === undefined ? [] : [step('remediation', `remediation waits for the end of the maintenance ${heldBackBy}`, { name: heldBackBy })]),
    step('next', nextNotificationAt ? `looked at next at ${nextNotificationAt.toISOString()}` : 'nothing is due', { at: nextNotificationAt }),
  ];
  return { alert, wasNotified, nextNotificationAt, words, steps, groups };
}

function explainGroup(alert: Alert, given: ExplanationInput['groups'][number], now: Date): ExplainedGroup {
  const { notifications, muted, group, integrations } = given;
  const wasTold = notifications.some(({ state, firing }) => state === 'delivered' && firing.some((mark) => mark.startsWith(alert.fingerprint)));
  const keepsQuiet = muted.filter(({ stage }) => stage !== 'flapping');
  const nextAt = nextOf(alert, given, keepsQuiet, now);
  const last = notifications.find(({ state }) => state === 'delivered');
  const words =
    alert.status === 'pending' ? 'it is pending: only what fires is notified'
    : integrations === undefined ? `nobody is called ${given.seat.terms.receiver}, so nobody is told`
    : integrations === 0 ? `the receiver ${given.seat.terms.receiver} has no integrations, so nobody is told`
    : keepsQuiet.length > 0 ? `kept quiet: ${keepsQuiet.map((reason) => reason.words).join('; ')}`
    : notifications.some(({ state }) => state === 'requested') ? 'a notification is under way'
    : last ? `told at ${(last.settledAt ?? last.createdAt).toISOString()} (${last.reason})`
    : notifications.some(({ state }) => state === 'dead') ? 'a notification could not be delivered'
    : group ? `waits for the flush of its group at ${group.nextFlushAt.toISOString()}`
    : 'it was over before its group was looked at, or its group has nothing to tell';
  return { ...given, wasTold, nextAt, words };
}

/** The flush at which it is told, or repeated: ticks of the group's clock. */
function nextOf(alert: Alert, { group, seat: { terms }, integrations, log, notifications }: ExplanationInput['groups'][number], keepsQuiet: readonly MuteReason[], now: Date): Date | null {
  if (!group || !integrations || alert.status === 'pending') return null;
  const tickFrom = (time: number): Date => {
    const ticks = Math.max(0, Math.ceil((time - group.nextFlushAt.getTime()) / terms.groupIntervalMs));
    return new Date(group.nextFlushAt.getTime() + ticks * terms.groupIntervalMs);
  };
  if (keepsQuiet.length > 0) {
    const ends = keepsQuiet.map(({ until }) => until?.getTime());
    return ends.some((end) => end === undefined) ? null : tickFrom(Math.max(...ends.map((end) => end ?? 0)));
  }
  const told = log.filter(({ firing }) => firing.some((mark) => mark.startsWith(alert.fingerprint)));
  if (told.length < integrations || notifications.some(({ state }) => state === 'dead')) return isOverAt(alert, now) && told.length === 0 ? null : group.nextFlushAt;
  if (isOverAt(alert, now)) return group.nextFlushAt;
  // The interval has to be over by then.
  return tickFrom(Math.min(...told.map(({ notifiedAt }) => notifiedAt.getTime())) + terms.repeatIntervalMs + 1);
}

function stepsOf({ seat, group, muted, notifications, words }: ExplainedGroup): readonly ExplanationStep[] {
  const { terms } = seat;
  return [
    step('routing', `the route ${terms.route} leads to the receiver ${terms.receiver}`, { id: terms.route, name: terms.receiver }),
    group
      ? step('group', `in the group ${seat.key}: flushed ${group.flushes} times, next at ${group.nextFlushAt.toISOString()}`, { id: group.id, name: seat.key, at: group.nextFlushAt })
      : step('group', `its group ${seat.key} is not open`, { name: seat.key }),
    ...muted.map(({ stage, id, name, until, words: reason }) => step(stage, reason, { id: id ?? null, name: name ?? null, at: until ?? null })),
    ...[...notifications].reverse().map(({ id, integrationId, reason, state, createdAt, settledAt }) =>
      step('notification', `${reason}, through ${integrationId}: ${state}${settledAt ? ` at ${settledAt.toISOString()}` : ''}`, { id, name: integrationId, at: createdAt })),
    ...(notifications.length === 0 ? [step('notification', words)] : []),
  ];
}

const pastSilence = (silence: Silence): ExplanationStep =>
  step('past_silence', `while it fired, from ${silence.startsAt.toISOString()} to ${silence.endsAt.toISOString()}, silenced by ${silence.createdBy}${silence.comment === '' ? '' : `: ${silence.comment}`}`, { id: silence.id, at: silence.endsAt });

function stateWords({ status, firedAt, startsAt, resolvedAt, resolution, stateReason, firesAt }: Alert): string {
  const because = stateReason ? ` (${stateReason})` : '';
  if (status === 'pending') return `pending since ${startsAt.toISOString()}, fires at ${firesAt?.toISOString() ?? 'no time'}`;
  if (status === 'resolved') return `over since ${resolvedAt?.toISOString() ?? ''}, by ${resolution ?? ''}${because}${firedAt ? '' : '; it never fired'}`;
  return `${status} since ${(firedAt ?? startsAt).toISOString()}${because}`;
}

function summary(alert: Alert, { wasNotified, hasRouting, groups, nextNotificationAt }: { readonly wasNotified: boolean; readonly hasRouting: boolean; readonly groups: readonly ExplainedGroup[]; readonly nextNotificationAt: Date | null }, now: Date): string {
  const reasons = [...new Set(groups.map(({ words }) => words))].join('; ');
  const next = nextNotificationAt && !isOverAt(alert, now) ? ` Next: ${nextNotificationAt.toISOString()}.` : '';
  if (wasNotified) return `Somebody was notified: ${reasons}.${next}`;
  if (!hasRouting) return 'Nobody was notified: there is no routing configuration.';
  return `Nobody was notified: ${reasons}.${next}`;
}
