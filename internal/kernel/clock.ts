/** The only source of the current time; tests hold it still or move it by hand. */
export interface Clock {
  now(): Date;
}

/**
 * `now`, or `before` when that is later: several machines write one thing and their clocks differ, but the times that stand in it never run
 * backwards.
 */
export const later = (now: Date, before: Date): Date => (now < before ? before : now);
