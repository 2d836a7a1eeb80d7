/**
 * Since when an alert counts as active after a restart. The time without evaluations does not count towards `for`; and an alert that would
 * fire very soon fires a grace period after now, so that its condition has time to show whether it still holds.
 *
 * @param activeAtSeconds what `ALERTS_FOR_STATE` says
 * @param lastSampleMs when it was written last
 */
export function restoreActiveAt(activeAtSeconds: number, lastSampleMs: number, nowMs: number, forMs: number, gracePeriodMs: number): number {
  const downAtMs = Math.floor(lastSampleMs / 1000) * 1000;
  const activeAtMs = Math.trunc(activeAtSeconds) * 1000;
  const remainingMs = forMs - (downAtMs - activeAtMs);
  if (remainingMs <= 0) return activeAtMs;
  return remainingMs < gracePeriodMs ? nowMs + gracePeriodMs - forMs : activeAtMs + (nowMs - downAtMs);
}
