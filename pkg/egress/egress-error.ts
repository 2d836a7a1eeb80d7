import { AppError } from '#pkg/apperror';

/**
 * Why a call did not give an answer.
 * - `forbidden`: the policy does not allow the address; nothing was sent.
 * - `timeout`: the total time was used up.
 * - `unavailable`: no connection, a broken one, or a name that does not resolve.
 * - `unusable`: there was an answer, but one that we do not read (too large, compressed, too deep, too many redirects).
 */
export type EgressFailure = 'forbidden' | 'timeout' | 'unavailable' | 'unusable';

/** A failed outgoing call. To the rest of the program it is an {@link AppError}: `forbidden`, or `unavailable` for all other failures. */
export class EgressError extends AppError {
  constructor(
    readonly failure: EgressFailure,
    message: string,
    cause?: unknown,
  ) {
    super(failure === 'forbidden' ? 'forbidden' : 'unavailable', message, { cause });
  }
}

/** The policy says no. The message names the rule, for the person who wrote the URL. */
export const refused = (message: string): EgressError => new EgressError('forbidden', message);
