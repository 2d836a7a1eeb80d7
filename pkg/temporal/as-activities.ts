import { ApplicationFailure } from '@temporalio/common';
import { AppError, type ErrorCode } from '#pkg/apperror';

/** Whether asking again can help. What cannot help ends the activity at once; anything that is not an `AppError` is retried, for a fixed deploy repairs it. */
const retryable: Readonly<Record<ErrorCode, boolean>> = {
  invalid: false,
  unauthenticated: false,
  forbidden: false,
  not_found: false,
  conflict: false,
  precondition_failed: false,
  limit: true,
  unavailable: true,
};

/** How an `AppError` looks to Temporal: its code as type, its details kept, the wait it asks for as delay of the next attempt. */
export function toApplicationFailure(error: AppError): ApplicationFailure {
  return ApplicationFailure.create({
    message: error.message,
    type: error.code,
    nonRetryable: !retryable[error.code],
    details: [error.details],
    cause: error,
    ...(error.retryAfterSeconds !== undefined && { nextRetryDelay: error.retryAfterSeconds * 1000 }),
  });
}

type Activities = Readonly<Record<string, (input: never) => Promise<unknown>>>;

/** Functions as Temporal activities: their `AppError`s become failures that Temporal knows whether to retry. */
export function asActivities<Functions extends Activities>(functions: Functions): Functions {
  const wrapped = Object.entries(functions).map(([name, run]) => [
    name,
    async (input: never) => {
      try {
        return await run(input);
      } catch (error) {
        throw error instanceof AppError ? toApplicationFailure(error) : error;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Functions;
}
