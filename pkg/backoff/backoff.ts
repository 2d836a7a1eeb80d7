export interface BackoffOptions {
  /** The longest pause after the first failure. */
  readonly baseMs: number;
  /** The longest pause ever. */
  readonly maxMs: number;
}

/** Beyond this a doubled pause is longer than anybody's longest. */
const MAX_DOUBLINGS = 30;

/** Milliseconds before try number `attempts + 1` without any chance in it: `baseMs`, doubled with every further try, at most `maxMs`. */
export const ceilingMs = (attempts: number, { baseMs, maxMs }: BackoffOptions): number => Math.min(maxMs, baseMs * 2 ** Math.min(Math.max(0, attempts - 1), MAX_DOUBLINGS));

/**
 * Milliseconds before try number `attempts + 1`: exponential with full jitter on the upper half, so that many that failed together do not
 * come back together. `random` is in [0, 1).
 */
export const backoffMs = (attempts: number, options: BackoffOptions, random: number): number => jittered(ceilingMs(attempts, options), random);

/**
 * Milliseconds before the next try while somebody does not answer: about as long as it has been waiting already, so the pauses double. `maxMs`
 * bounds how long it still waits after the other side is back. `random` is in [0, 1).
 */
export const outageBackoffMs = (waitedMs: number, { baseMs, maxMs }: BackoffOptions, random: number): number => jittered(Math.min(maxMs, Math.max(baseMs, waitedMs)), random);

const jittered = (ceiling: number, random: number): number => Math.round(ceiling / 2 + (ceiling / 2) * random);
