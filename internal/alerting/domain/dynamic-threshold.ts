import { invalid } from '#pkg/apperror';
import type { Direction } from '#pkg/baseline';

const DAY_MS = 86_400_000;

/** What a value is compared with: the same hours of other weeks, or the time just before. */
export type ThresholdMethod = 'hour_of_week' | 'robust_zscore';

/** How far the value of an expression may be from what its own history lets expect. */
export interface DynamicThreshold {
  readonly method: ThresholdMethod;
  /** So many robust standard deviations are still normal. */
  readonly maxScore: number;
  readonly direction: Direction;
  /** Deviations up to this are normal whatever the score, in the unit of the values. */
  readonly minDeviation: number;
  /** How far back its history is looked at. */
  readonly historyMs: number;
  /** Distance of the values of that history. */
  readonly stepMs: number;
  /** With less history than so many values, nothing is anomalous. */
  readonly minSamples: number;
  /** The hour of the week needs values of so many weeks; not for `robust_zscore`. */
  readonly minWeeks: number;
  /** A name of the IANA database, in which hours and weeks are told. */
  readonly timeZone: string;
}

/** Values of history per series that one evaluation may read. */
export const MAX_HISTORY_STEPS = 11_000;

/** What is left out of a threshold, by its method. */
export const thresholdDefaults = (method: ThresholdMethod): Omit<DynamicThreshold, 'method'> =>
  method === 'hour_of_week'
    ? { maxScore: 3.5, direction: 'both', minDeviation: 0, historyMs: 28 * DAY_MS, stepMs: 900_000, minSamples: 8, minWeeks: 2, timeZone: 'UTC' }
    : { maxScore: 3.5, direction: 'both', minDeviation: 0, historyMs: 3_600_000, stepMs: 60_000, minSamples: 10, minWeeks: 0, timeZone: 'UTC' };

/** Throws `invalid` with a JSON pointer below `field`. */
export function checkThreshold({ historyMs, stepMs, timeZone }: DynamicThreshold, field: string): void {
  if (historyMs < stepMs) throw invalid(`${field}/history_seconds`, 'is shorter than the step');
  if (historyMs / stepMs > MAX_HISTORY_STEPS) throw invalid(`${field}/step_seconds`, `makes more than ${MAX_HISTORY_STEPS} steps of the history`);
  if (!isTimeZone(timeZone)) throw invalid(`${field}/time_zone`, 'is not a time zone');
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
