import { BadRequest, ErrorInfo, RetryInfo, RichServerError } from 'nice-grpc-error-details';
import { Status } from 'nice-grpc';
import { TransportError } from '#internal/platform/http';
import { AppError, type ErrorCode } from '#pkg/apperror';

/** Codes of google.rpc.Code for our vocabulary of failures. */
const STATUS: Readonly<Record<ErrorCode, Status>> = {
  invalid: Status.INVALID_ARGUMENT,
  unauthenticated: Status.UNAUTHENTICATED,
  forbidden: Status.PERMISSION_DENIED,
  not_found: Status.NOT_FOUND,
  // The state refuses the call: the same call will be refused again until somebody changes the state.
  conflict: Status.FAILED_PRECONDITION,
  // Somebody else wrote first: read again and repeat.
  precondition_failed: Status.ABORTED,
  limit: Status.RESOURCE_EXHAUSTED,
  unavailable: Status.UNAVAILABLE,
};

/** The code of a failure. */
export const statusOf = (code: ErrorCode): Status => STATUS[code];

/** What was thrown, as the caller sees it. `unexpected` marks a defect of ours: log it, its detail is not shown. */
export interface CallFailure {
  readonly error: RichServerError;
  readonly unexpected: boolean;
}

const infoOf = (code: string, correlationId: string) => ErrorInfo.fromPartial({ reason: code.toUpperCase(), domain: 'orchestrix', metadata: { correlation_id: correlationId } });

/** Translates an error into a status with google.rpc details: ErrorInfo with our code, BadRequest with the fields, RetryInfo with the delay. */
export function callFailure(thrown: unknown, correlationId: string): CallFailure {
  // A page token of another list, for example: there is no difference between shape and meaning here.
  const error = thrown instanceof TransportError && thrown.code === 'malformed' ? new AppError('invalid', thrown.message, { details: thrown.details }) : thrown;
  if (!(error instanceof AppError)) {
    return { error: new RichServerError(Status.INTERNAL, 'The error was logged under the correlation id.', [infoOf('internal', correlationId)]), unexpected: true };
  }
  const { code, message, details, retryAfterSeconds } = error;
  const fields = details.map(({ field, reason }) => ({ field, description: reason }));
  return {
    error: new RichServerError(statusOf(code), message, [
      infoOf(code, correlationId),
      ...(fields.length > 0 ? [BadRequest.fromPartial({ fieldViolations: fields })] : []),
      ...(retryAfterSeconds === undefined ? [] : [RetryInfo.fromPartial({ retryDelay: { seconds: Math.floor(retryAfterSeconds), nanos: Math.round((retryAfterSeconds % 1) * 1e9) } })]),
    ]),
    unexpected: false,
  };
}
