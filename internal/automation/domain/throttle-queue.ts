/** How long a slot is held without a sign of life of its holder, in milliseconds. */
export const SLOT_LEASE_MS = 10 * 60_000;
/** How much later than told a waiting holder may ask again without losing its place. */
const PATIENCE_MS = 60_000;
const SHORTEST_PAUSE_MS = 250;
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

/** Whether the holder may begin, and otherwise when it asks again: those before it get their slots first. */
export function decideSlot({ concurrency, rate }: ThrottleLimits, { active, countsUntil, ahead, queuedAt }: QueueState, now: Date): { readonly granted: true } | { readonly granted: false; readonly retryMs: number; readonly expiresAt: Date } {
  const free = concurrency === undefined ? Infinity : concurrency - active;
  const begins = rate === undefined ? Infinity : rate.limit - countsUntil.length;
  if (Math.min(free, begins) > ahead) return { granted: true };

  // The longer somebody waits, the less it matters to be quick: a wait of hours costs few questions.
  const pause = Math.min(Math.max((now.getTime() - queuedAt.getTime()) / 4, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
  const next = free > ahead ? countsUntil[countsUntil.length + ahead - (rate?.limit ?? 0)] : undefined;
  const retryMs = Math.ceil(next ? Math.max(next.getTime() - now.getTime(), 1) : pause);
  return { granted: false, retryMs, expiresAt: new Date(now.getTime() + retryMs + PATIENCE_MS) };
}
