import { AppError, unavailable } from '#pkg/apperror';

/** SQLSTATEs (PostgreSQL manual, appendix A) that a caller's input or the moment can cause; all others are bugs of ours. */
const BY_STATE: Readonly<Record<string, (cause: unknown) => AppError>> = {
  '22001': (cause) => badValue('is too long', cause),
  '22003': (cause) => badValue('is out of range', cause),
  '22007': (cause) => badValue('is not a valid date or time', cause),
  '22008': (cause) => badValue('is not a valid date or time', cause),
  '22021': (cause) => badValue('holds a character that cannot be stored', cause),
  '22P02': (cause) => badValue('is malformed', cause),
  '22P05': (cause) => badValue('holds a character that cannot be stored', cause),
  '23505': (cause) => new AppError('conflict', 'something with the same key already exists', { cause }),
  '40001': (cause) => unavailable('another change came in between, try again', 1, cause),
  '40P01': (cause) => unavailable('another change came in between, try again', 1, cause),
  '55P03': (cause) => unavailable('another change holds the same thing, try again', 1, cause),
  '57014': (cause) => unavailable('the database took too long', 5, cause),
  '25P03': (cause) => unavailable('the database took too long', 5, cause),
  '25P04': (cause) => unavailable('the database took too long', 5, cause),
};

/** Classes of SQLSTATE that say the server is full, stopping, starting or out of resources. */
const UNAVAILABLE = /^(08|53|57|58)/;

const CONNECTION_LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

// pg reports these without a code; the texts are pinned by a test against the installed version.
const DRIVER_LOST = /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable|Client was closed|timeout expired/;

/**
 * Translates what pg throws into our vocabulary. The server's message never gets through, because it can quote stored
 * values; it stays in `cause` for the log. What is not on the list is returned as it is: a bug, answered without detail.
 */
export function fromDatabaseError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    const known = BY_STATE[code];
    if (known) return known(error);
    if (CONNECTION_LOST.has(code) || (code.length === 5 && UNAVAILABLE.test(code))) return unavailable('the database does not answer', 5, error);
    return error;
  }
  return DRIVER_LOST.test(error.message) ? unavailable('the database does not answer', 5, error) : error;
}

/** True for a violation of the named unique constraint or index, for adapters that have a better answer than `conflict`. */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof Error && (error as { constraint?: unknown }).constraint === constraint;

const badValue = (reason: string, cause: unknown): AppError =>
  new AppError('invalid', `a value ${reason}`, { details: [{ field: '', reason: `a value ${reason}` }], cause });
