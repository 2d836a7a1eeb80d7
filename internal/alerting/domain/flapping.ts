import { invalid } from '#pkg/apperror';

/** When alerts count as flapping: they change between firing and over too often. */
export interface FlappingPolicy {
  readonly enabled: boolean;
  /** How far back changes count, in milliseconds. */
  readonly windowMs: number;
  /** A score of this much begins it … */
  readonly startScore: number;
  /** … and one of at most this much ends it: less, so that it does not flap itself. */
  readonly stopScore: number;
}

/** Four episodes within half an hour begin it: what ordinary alerts never do. */
export const DEFAULT_FLAPPING_POLICY: FlappingPolicy = { enabled: true, windowMs: 30 * 60_000, startScore: 8, stopScore: 3 };

export const MIN_FLAPPING_WINDOW_MS = 60_000;
export const MAX_FLAPPING_WINDOW_MS = 24 * 3_600_000;
const MAX_SCORE = 1_000;

/** Throws `invalid` with the field. */
export function checkFlappingPolicy(policy: FlappingPolicy): FlappingPolicy {
  const { windowMs, startScore, stopScore } = policy;
  if (!(windowMs >= MIN_FLAPPING_WINDOW_MS && windowMs <= MAX_FLAPPING_WINDOW_MS)) throw invalid('/window_seconds', 'is not between 60 and 86400');
  if (!(startScore > 0 && startScore <= MAX_SCORE)) throw invalid('/start_score', `is not between 0 and ${MAX_SCORE}`);
  if (!(stopScore >= 0 && stopScore < startScore)) throw invalid('/stop_score', 'is not less than start_score');
  return policy;
}

// As in Nagios ("Detection and Handling of State Flapping") a recent change weighs half as much again as an old one: 1.2 now, 0.8 at the end of the window.
const NEWEST = 1.2;
const SPREAD = 0.4;

/** The sum of the weights of the changes within the window: 1.2 for one that happens now, falling evenly to 0.8 for one that leaves the window. */
export function flapScore(changes: readonly Date[], now: Date, windowMs: number): number {
  return changes.reduce((sum, change) => {
    const age = now.getTime() - change.getTime();
    return age < 0 || age >= windowMs ? sum : sum + NEWEST - (SPREAD * age) / windowMs;
  }, 0);
}

/** The first time, not before `now`, at which the score is at most `stopScore` if nothing changes until then. */
export function calmAt(changes: readonly Date[], now: Date, { windowMs, stopScore }: FlappingPolicy): Date {
  const counting = changes.map(Number).filter((change) => change <= now.getTime() && now.getTime() - change < windowMs).sort((a, b) => a - b);
  let from = now.getTime();
  while (counting.length > 0) {
    // Between two departures the score falls evenly.
    const sum = counting.reduce((total, change) => total + change, 0);
    const falls = Math.ceil((((NEWEST * counting.length - stopScore) * windowMs) / SPREAD + sum) / counting.length);
    const leaves = (counting[0] ?? 0) + windowMs;
    if (falls <= from) return new Date(from);
    if (falls < leaves) return new Date(falls);
    from = leaves;
    counting.shift();
  }
  return new Date(from);
}
