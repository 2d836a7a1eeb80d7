/**
 * Whether a counter started anew between two samples, judged by the time each says it began (0: unknown). All in milliseconds.
 * A start at the previous sample is a reset for deltas, which begin where the last one ended, unless that one's start is unknown.
 */
export function isStartReset(previousStart: number, previousTime: number, start: number, time: number): boolean {
  if (previousStart === start || start === 0 || start >= time || start < previousTime) return false;
  if (start > previousTime) return true;
  return previousStart <= previousTime && previousStart !== 0 && previousStart !== previousTime;
}

/** Whether a sample claims a time that the one before it covers already, without continuing it. */
export const overlapsPrevious = (previousStart: number, previousTime: number, start: number): boolean =>
  start !== 0 && start < previousTime && start !== previousStart;
