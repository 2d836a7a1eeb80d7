import type { Json } from '#internal/kernel';
import { failureOf } from './problem.ts';

/**
 * An error as PagerDuty's Events API v2 tells it: 400 with the list of what is wrong for whatever is the sender's fault, 429 and 5xx as they are, so that its clients
 * try again.
 */
export function pagerdutyErrorOf(error: unknown, status: number): { readonly status: number; readonly body: Json } {
  const { problem } = failureOf(error, '', '');
  if (status === 429) return { status, body: { status: 'throttle exceeded', message: problem.detail, errors: [problem.detail] } };
  if (status >= 500) return { status, body: { status: 'internal error', message: problem.detail, errors: [problem.detail] } };
  const errors = problem.errors.length > 0 ? problem.errors.map(({ field, reason }) => (field === '' ? reason : `'${field}' ${reason}`)) : [problem.detail];
  // What is no event at all is 400 there, too; sizes, methods and media types keep their own answers.
  const told = status === 422 || status === 409 || status === 401 ? 400 : status;
  return { status: told, body: { status: 'invalid event', message: 'Event object is invalid', errors } };
}
