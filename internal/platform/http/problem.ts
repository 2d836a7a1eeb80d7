import { AppError, type ErrorCode, type ErrorDetail } from '#pkg/apperror';

/** What only HTTP can get wrong; the domain has no words for it. */
export type TransportCode =
  | 'malformed'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'request_timeout'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'precondition_required'
  | 'headers_too_large'
  | 'internal';

export type ProblemCode = ErrorCode | TransportCode;

/** RFC 9457 problem details, as every error is answered. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly instance: string;
  readonly correlation_id: string;
  readonly errors: readonly ErrorDetail[];
}

interface Kind {
  readonly status: number;
  readonly title: string;
}

/**
 * `malformed` (400) is a request without the shape of the contract: the caller's program is wrong. `invalid` (422) has the shape, but the
 * domain refuses its meaning. Both name the fields.
 */
const KINDS: Readonly<Record<ProblemCode, Kind>> = {
  malformed: { status: 400, title: 'The request is malformed' },
  unauthenticated: { status: 401, title: 'Authentication is required' },
  forbidden: { status: 403, title: 'This is not allowed' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  not_acceptable: { status: 406, title: 'None of the accepted media types can be produced' },
  request_timeout: { status: 408, title: 'The request did not arrive in time' },
  conflict: { status: 409, title: 'The request conflicts with the current state' },
  precondition_failed: { status: 412, title: 'The thing changed since it was read' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The media type or encoding is not supported' },
  invalid: { status: 422, title: 'The request makes no sense' },
  precondition_required: { status: 428, title: 'If-Match is required' },
  limit: { status: 429, title: 'A limit is used up' },
  headers_too_large: { status: 431, title: 'The header fields are too large' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The service is unavailable' },
};

/** An error that is about the transport: the request never becomes a use case. */
export class TransportError extends Error {
  override readonly name = 'TransportError';

  constructor(
    readonly code: TransportCode,
    message: string,
    readonly details: readonly ErrorDetail[] = [],
    /** Headers that belong to the answer, such as `Allow`. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** A failure whose answer carries headers of its own, whatever the failure is. */
export class FailureWithHeaders extends Error {
  override readonly name = 'FailureWithHeaders';

  constructor(
    readonly failure: unknown,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    super('a failure with headers', { cause: failure });
  }
}

/** An answer that the contract does not allow: a defect of ours, thrown where answers are checked. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
}

/** The request does not have the shape of the contract at `field`. */
export const malformed = (field: string, reason: string): TransportError =>
  new TransportError('malformed', field === '' ? reason : `${field}: ${reason}`, [{ field, reason }]);

/** An error as it is answered. `unexpected` marks a defect of ours: log it, its detail is not shown. */
export interface Failure {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  readonly unexpected: boolean;
}

function headersOf(error: AppError): Record<string, string> {
  const { code, retryAfterSeconds } = error;
  if (code === 'unauthenticated') return { 'WWW-Authenticate': 'Bearer realm="orchestrix", error="invalid_token"' };
  if (code === 'limit' || code === 'unavailable' || retryAfterSeconds !== undefined) return { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterSeconds ?? 1))) };
  return {};
}

/** Translates whatever was thrown while `instance` (a path) was served. */
export function failureOf(error: unknown, instance: string, correlationId: string): Failure {
  if (error instanceof FailureWithHeaders) {
    const inner = failureOf(error.failure, instance, correlationId);
    return { ...inner, headers: { ...inner.headers, ...error.headers } };
  }
  const known = error instanceof AppError || error instanceof TransportError;
  // Only where answers are checked, so in tests: there the reason must be seen.
  const shown = known || error instanceof ContractViolation;
  const code: ProblemCode = known ? error.code : 'internal';
  return {
    problem: {
      type: `urn:orchestrix:problem:${code}`,
      ...KINDS[code],
      code,
      detail: shown ? error.message : 'The error was logged under the correlation id.',
      instance,
      correlation_id: correlationId,
      errors: known ? error.details : [],
    },
    headers: error instanceof AppError ? headersOf(error) : error instanceof TransportError ? error.headers : {},
    unexpected: !known,
  };
}
