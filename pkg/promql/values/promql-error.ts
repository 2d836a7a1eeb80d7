import { AppError, type ErrorCode } from '#pkg/apperror';
import type { SourceRange } from './source-position.ts';

/**
 * The `errorType` of Prometheus's HTTP API.
 * - `bad_data`: the query does not parse or its types do not fit.
 * - `execution`: the query is fine, the data or a limit is not.
 * - `canceled`: the caller went away. `timeout`: the time of the query is used up.
 */
export type PromqlErrorType = 'bad_data' | 'execution' | 'canceled' | 'timeout';

const codes: Record<PromqlErrorType, ErrorCode> = { bad_data: 'invalid', execution: 'invalid', canceled: 'unavailable', timeout: 'unavailable' };

/** A query that has no answer. The message is Prometheus's, so that clients that read it keep working. */
export class PromqlError extends AppError {
  /** Where in the query; known for `bad_data` only. */
  readonly range: SourceRange | undefined;

  constructor(
    readonly errorType: PromqlErrorType,
    message: string,
    options: { readonly range?: SourceRange; readonly code?: ErrorCode; readonly cause?: unknown } = {},
  ) {
    super(options.code ?? codes[errorType], message, { cause: options.cause });
    this.range = options.range;
  }
}

/** The data does not allow an answer. */
export const executionError = (message: string): PromqlError => new PromqlError('execution', message);
