import type { RetryPolicy, Reusables } from './definition.ts';
import { durationMs } from './duration.ts';

/** Undoing is tried this often, this patiently, unless the definition says otherwise. */
export const COMPENSATION_RETRY: RetryPolicy = {
  delay: { seconds: 1 },
  backoff: { exponential: {} },
  limit: { attempt: { count: 5 } },
};

/** No wait between two attempts is longer, whatever the backoff. */
export const MAX_RETRY_DELAY_MS = 60 * 60 * 1000;

/** The policy that a task names or brings along. */
export const retryPolicy = (retry: RetryPolicy | string | undefined, use: Reusables | undefined): RetryPolicy | undefined =>
  typeof retry === 'string' ? use?.retries?.[retry] : retry;

/**
 * How long to wait, in milliseconds, after the `failures`th failed attempt; undefined when the limits allow no other.
 * `count` limits the retries, not the first attempt. `elapsedMs` counts from the first attempt; `random` is from [0, 1).
 */
export function retryDelayMs(policy: RetryPolicy, failures: number, elapsedMs: number, random: number): number | undefined {
  const count = policy.limit?.attempt?.count;
  if (count !== undefined && failures > count) return undefined;

  const delay = policy.delay === undefined ? 0 : (durationMs(policy.delay) ?? 0);
  const backoff = policy.backoff ?? { constant: {} };
  const factor = 'exponential' in backoff ? 2 ** Math.min(failures - 1, 40) : 'linear' in backoff ? failures : 1;
  const from = policy.jitter === undefined ? 0 : (durationMs(policy.jitter.from) ?? 0);
  const to = policy.jitter === undefined ? 0 : (durationMs(policy.jitter.to) ?? 0);
  const wait = Math.min(delay * factor + from + random * Math.max(0, to - from), MAX_RETRY_DELAY_MS);

  const longest = policy.limit?.duration === undefined ? undefined : durationMs(policy.limit.duration);
  return longest !== undefined && elapsedMs + wait > longest ? undefined : Math.round(wait);
}
