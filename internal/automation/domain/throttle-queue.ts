import type { NewEvent } from '#internal/kernel';

/** Names a run of a task as the holder of a slot. */
export const slotHolder = (executionId: string, path: string, attempt: number): string => `${executionId}:${path}:${attempt}`;

/** What an execution is told when it is a holder's turn. */
export const turnTopic = (holder: string): string => `throttle:${holder}`;

/** A slot is free, and this holder is the first of those who wait for it: it need not wait until it would have asked again. */
export function slotFreed(holder: string): NewEvent {
  const [executionId = holder] = holder.split(':');
  return { type: 'automation.throttle.slot_freed', aggregateId: executionId, data: { execution_id: executionId, topic: turnTopic(holder) } };
}

/** How long a slot is held without a sign of life of its holder, in milliseconds. */
export const SLOT_LEASE_MS = 10 * 60_000;
/** How much later than told a waiting holder may ask again without losing its place. */
const PATIENCE_MS = 60_000;
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** The limits of a throttle, with its window in milliseconds. */
export interface ThrottleLimits {
  readonly concurrency?: number;
  readonly rate?: { readonly limit: number; readonly perMs: number };
}

/** What is known of a key at the moment when a holder asks. */
export interface QueueState {
  /** Slots that are held. */
  readonly active: number;
  /** Times from which on the begins of the window no longer count, earliest first. */
  readonly countsUntil: readonly Date[];
  /** How many wait that have asked before. */
  readonly ahead: number;
  /** Since when the holder waits. */
  readonly queuedAt: Date;
}

/** Whether the holder may begin (and whether the one behind it may, too), and otherwise when it asks again: those before it get their slots first. */
export function decideSlot({ concurrency, rate }: ThrottleLimits, { active, countsUntil, ahead, queuedAt }: QueueState, now: Date): { readonly granted: true; readonly more: boolean } | { readonly granted: false; readonly retryMs: number; readonly expiresAt: Date } {
  const free = concurrency === undefined ? Infinity : concurrency - active;
  const begins = rate === undefined ? Infinity : rate.limit - countsUntil.length;
  if (Math.min(free, begins) > ahead) return { granted: true, more: Math.min(free, begins) > 1 };

  // Who is next is told when a slot is given back, so asking is for slots whose holders were not heard of any more. A wait of hours costs few questions.
  const pause = Math.min(Math.max((now.getTime() - queuedAt.getTime()) / 2, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
  const next = free > ahead ? countsUntil[countsUntil.length + ahead - (rate?.limit ?? 0)] : undefined;
  const retryMs = Math.ceil(next ? Math.max(next.getTime() - now.getTime(), 1) : pause);
  return { granted: false, retryMs, expiresAt: new Date(now.getTime() + retryMs + PATIENCE_MS) };
}
