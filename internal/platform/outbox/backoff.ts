export interface BackoffOptions {
  readonly baseMs: number;
  readonly maxMs: number;
}

/**
 * Milliseconds before try number `attempts + 1`: exponential with full jitter on the upper half, so that many events that failed
 * together do not come back together. `random` is in [0, 1).
 */
export function backoffMs(attempts: number, { baseMs, maxMs }: BackoffOptions, random: number): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempts - 1, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

/**
 * Milliseconds before the next try while somebody does not answer: about as long as it has been waiting already, so the pauses double. `maxMs`
 * bounds how long an event still waits after the other side is back. `random` is in [0, 1).
 */
export function outageBackoffMs(waitedMs: number, { baseMs, maxMs }: BackoffOptions, random: number): number {
  const ceiling = Math.min(maxMs, Math.max(baseMs, waitedMs));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
