import type { AlertGroup } from './alert-group.ts';
import { decideFlush, type FlushInput } from './flush.ts';

/** When something of a group is told next, as far as one can say now, and why. */
export interface NextNotification {
  /** `null`: not while everything stays as it is. */
  readonly at: Date | null;
  /** For people. */
  readonly because: string;
}

/** What the next flushes will tell when nothing changes until then. */
export function nextNotification(group: AlertGroup, input: Omit<FlushInput, 'tick'>): NextNotification {
  const { terms, members, reasonsOf, log, integrations, now } = input;
  const { tellings, kept } = decideFlush({ ...input, tick: group.nextFlushAt });
  const [first] = tellings;
  if (first) return { at: group.nextFlushAt, because: group.flushes === 0 ? `${first.reason}: group_wait ends` : `${first.reason}: the next flush tells it` };
  if (kept.length > 0) return { at: now, because: 'it is being delivered' };
  if (integrations.length === 0) return { at: null, because: `the receiver ${group.receiver} has no integrations` };
  const audible = members.filter((alert) => reasonsOf(alert).length === 0);
  if (audible.length === 0) {
    const words = [...new Set(members.flatMap((alert) => reasonsOf(alert).map((reason) => reason.words)))];
    return { at: null, because: words.length > 0 ? `all alerts are muted: ${words.slice(0, 3).join('; ')}` : 'nothing fires' };
  }
  const told = [...log.values()].map(({ notifiedAt }) => notifiedAt.getTime() + terms.repeatIntervalMs);
  if (told.length === 0) return { at: null, because: 'what fired was over before anybody was told' };
  // The first tick after the repeat interval.
  const due = Math.min(...told);
  const ticks = Math.max(0, Math.floor((due - group.nextFlushAt.getTime()) / terms.groupIntervalMs) + 1);
  return { at: new Date(group.nextFlushAt.getTime() + ticks * terms.groupIntervalMs), because: 'repeat interval elapsed: nothing else is new' };
}
