import type { Brand, NewEvent } from '#internal/kernel';
import type { AlertId } from './alert.ts';
import type { Labels } from './labels.ts';
import type { GroupSeat, GroupTerms } from './routing-plan.ts';

export type AlertGroupId = Brand<string, 'AlertGroupId'>;

/** Alerts that are notified together: from the first of them until there is nothing left to tell. */
export interface AlertGroup {
  readonly id: AlertGroupId;
  /** Identity within the tenant, as Alertmanager writes it; a later group may have it again. */
  readonly key: string;
  /** Key of its route. */
  readonly route: string;
  readonly receiver: string;
  /** The labels that all its alerts share because they are grouped by them. */
  readonly labels: Labels;
  readonly createdAt: Date;
  /** Its clock: what an outbox timer waits for. */
  readonly nextFlushAt: Date;
  readonly flushedAt: Date | null;
  readonly flushes: number;
  /** Alerts that were over at the last flush: they leave when all that it told is delivered. */
  readonly leaving: readonly AlertId[];
}

/** Timer of a group: an event that is delivered at its `nextFlushAt`. */
export const FLUSH_DUE = 'alerting.group.flush_due';

/** A group begins with its first alert. One that is older than `group_wait` already is told at once (`Dispatcher.groupAlert` of Alertmanager). */
export function openGroup(id: AlertGroupId, { key, labels, terms }: GroupSeat, startsAt: Date, now: Date): AlertGroup {
  const isOld = startsAt.getTime() + terms.groupWaitMs < now.getTime();
  return {
    id, key, labels, route: terms.route, receiver: terms.receiver,
    createdAt: now, nextFlushAt: isOld ? now : new Date(now.getTime() + terms.groupWaitMs), flushedAt: null, flushes: 0, leaving: [],
  };
}

/**
 * The latest tick of the group's clock that is not after `now`: `nextFlushAt`, or as many intervals later as were missed. Decisions about repeating
 * are made for this time, so that a flush that comes late repeats nothing earlier than others do.
 */
export function tickOf({ nextFlushAt }: AlertGroup, { groupIntervalMs }: GroupTerms, now: Date): Date {
  const missed = Math.max(0, Math.floor((now.getTime() - nextFlushAt.getTime()) / groupIntervalMs));
  return new Date(nextFlushAt.getTime() + missed * groupIntervalMs);
}

/** The group after a flush: it looks again one interval after the tick; ticks that were missed are not made up for. */
export const flushed = (group: AlertGroup, terms: GroupTerms, tick: Date, leaving: readonly AlertId[], now: Date): AlertGroup => ({
  ...group, flushedAt: now, flushes: group.flushes + 1, leaving, nextFlushAt: new Date(tick.getTime() + terms.groupIntervalMs),
});

/** Wakes `flushGroup`. */
export const flushTimer = ({ id, nextFlushAt }: AlertGroup): NewEvent => ({
  type: FLUSH_DUE, aggregateId: id, availableAt: nextFlushAt, urgent: true, data: { group_id: id, due_at: nextFlushAt.toISOString() },
});
