/** The stable vocabulary of failures. Every transport owns a `Record<ErrorCode, …>`, so a new code does not compile until all answer it. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'precondition_failed'
  | 'limit'
  | 'unavailable';

/** One offending part of the input: a JSON pointer or parameter name, and the reason in words for the caller. */
export interface ErrorDetail {
  readonly field: string;
  readonly reason: string;
  /** Where in a text that was sent, from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** The only error thrown on purpose; anything else that is thrown is a bug. The message is shown to callers, so it holds no secret. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly details: readonly ErrorDetail[];
  /** Seconds after which a retry may succeed (`limit` and `unavailable`). */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: { readonly details?: readonly ErrorDetail[]; readonly retryAfterSeconds?: number; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.details = options.details ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The input breaks a rule; `field` is a JSON pointer into the body or the name of a parameter. */
export const invalid = (field: string, reason: string): AppError =>
  new AppError('invalid', `${field}: ${reason}`, { details: [{ field, reason }] });

/** No such thing for this tenant. Also the answer for another tenant's id, so that nobody learns that it exists. */
export const notFound = (what: string, _id?: string): AppError => new AppError('not_found', `no such ${what}`);

/** The state of the thing does not allow the change, or somebody else changed it first. */
export const conflict = (message: string): AppError => new AppError('conflict', message);

/** The caller is known but may not do this. */
export const forbidden = (message: string): AppError => new AppError('forbidden', message);

/** The caller is not known. The message stays the same for every reason, so that forgers learn nothing. */
export const unauthenticated = (message = 'authentication required'): AppError => new AppError('unauthenticated', message);

/** A quota or a budget is used up. */
export const limit = (message: string, retryAfterSeconds?: number): AppError =>
  new AppError('limit', message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

/** Something we depend on does not answer; the same call may succeed later. */
export const unavailable = (message: string, retryAfterSeconds = 5, cause?: unknown): AppError =>
  new AppError('unavailable', message, { retryAfterSeconds, cause });
