/** How much of the engine one tenant may use. */
export interface ExecutionQuota {
  /** Executions that run at once; more wait as `pending` and start in order as others end. */
  readonly concurrent: number;
  /** Executions that people and machines may request within a minute. */
  readonly perMinute: number;
}

/** What the installation allows each tenant. */
export type ExecutionQuotas = (tenantId: string) => ExecutionQuota;

/** The first is the most urgent, which is served first whoever waits longest. */
export const PRIORITIES = ['CRITICAL', 'HIGH', 'NORMAL', 'LOW'] as const;
export type ExecutionPriority = (typeof PRIORITIES)[number];

const MINUTE_MS = 60_000;

/** Seconds until another request fits, when `nth` is the time of the oldest request that uses the quota up; undefined when one fits now. */
export function secondsUntilFree(nth: Date | undefined, now: Date): number | undefined {
  if (!nth) return undefined;
  const wait = nth.getTime() + MINUTE_MS - now.getTime();
  return wait > 0 ? Math.ceil(wait / 1000) : undefined;
}
