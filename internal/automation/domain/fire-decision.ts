import type { OverlapPolicy } from './event-arguments.ts';

/** What the last execution of a schedule is about. */
export interface ScheduleStanding {
  readonly running: boolean;
  /** A fire waits for its end. */
  readonly buffered: boolean;
}

/** What becomes of a fire. `cancels`: the execution that runs is asked to stop. */
export type FireDecision = { readonly outcome: 'started' } | { readonly outcome: 'buffered'; readonly cancels: boolean } | { readonly outcome: 'skipped'; readonly reason: string };

export const STILL_RUNNING = 'the last execution still runs';
export const ONE_WAITS = 'the last execution still runs, and another fire waits for its end';
export const REPLACED = 'a later fire took its place';

/** Whether a fire starts an execution now, later or never, as the overlap policy says. */
export function decideFire(overlap: OverlapPolicy, { running, buffered }: ScheduleStanding): FireDecision {
  if (!running || overlap === 'allow') return { outcome: 'started' };
  switch (overlap) {
    case 'skip':
      return { outcome: 'skipped', reason: STILL_RUNNING };
    case 'buffer-one':
      return buffered ? { outcome: 'skipped', reason: ONE_WAITS } : { outcome: 'buffered', cancels: false };
    case 'cancel-other':
      return { outcome: 'buffered', cancels: true };
  }
}
