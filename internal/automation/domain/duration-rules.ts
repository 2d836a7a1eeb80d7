import type { ErrorDetail } from '#pkg/apperror';
import type { Duration, RetryPolicy, WorkflowDefinition } from './definition.ts';
import { isExpression } from './definition-expressions.ts';
import { durationMs } from './duration.ts';
import { pointerTo } from './json-pointer.ts';

/** Most retries that a policy may ask for. */
export const MAX_RETRIES = 100;

const fault = (field: string, reason: string): readonly ErrorDetail[] => [{ field, reason }];

/** What is wrong with a duration that must be known when the definition is saved. */
export const durationFaults = (duration: Duration, pointer: string): readonly ErrorDetail[] => {
  if (isExpression(duration)) return fault(pointer, 'must be a literal duration here');
  return durationMs(duration) === undefined ? fault(pointer, 'must be a duration from zero to a year') : [];
};

export function timeoutFaults(timeout: WorkflowDefinition['timeout'], pointer: string, { use }: WorkflowDefinition): readonly ErrorDetail[] {
  if (timeout === undefined) return [];
  if (typeof timeout !== 'string') return durationFaults(timeout.after, pointerTo(pointer, 'after'));
  return Object.hasOwn(use?.timeouts ?? {}, timeout) ? [] : fault(pointer, 'names no timeout of use.timeouts');
}

export function retryFaults(retry: RetryPolicy | string | undefined, pointer: string, { use }: WorkflowDefinition): readonly ErrorDetail[] {
  if (retry === undefined) return [];
  if (typeof retry === 'string') return Object.hasOwn(use?.retries ?? {}, retry) ? [] : fault(pointer, 'names no policy of use.retries');
  const { delay, limit, jitter } = retry;
  const count = limit?.attempt?.count;
  const durations: readonly (readonly [Duration | undefined, string])[] = [
    [delay, pointerTo(pointer, 'delay')],
    [limit?.duration, pointerTo(pointer, 'limit', 'duration')],
    [limit?.attempt?.duration, pointerTo(pointer, 'limit', 'attempt', 'duration')],
    [jitter?.from, pointerTo(pointer, 'jitter', 'from')],
    [jitter?.to, pointerTo(pointer, 'jitter', 'to')],
  ];
  return [
    ...durations.flatMap(([duration, at]) => (duration === undefined ? [] : durationFaults(duration, at))),
    ...(count === undefined || (count >= 0 && count <= MAX_RETRIES) ? [] : fault(pointerTo(pointer, 'limit', 'attempt', 'count'), `must be from 0 to ${MAX_RETRIES}`)),
    ...(count === undefined && limit?.duration === undefined ? fault(pointerTo(pointer, 'limit'), 'must bound the retries, by attempt.count or by duration') : []),
  ];
}
