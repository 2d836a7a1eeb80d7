import { AppError, type ErrorDetail } from '#pkg/apperror';
import { ContractViolation, type ProblemCode, TransportError } from './problem.ts';

/** The kinds of errors of Prometheus's HTTP API, and those that it leaves to proxies before it. */
export type PrometheusErrorType =
  | 'bad_data'
  | 'canceled'
  | 'execution'
  | 'forbidden'
  | 'internal'
  | 'not_acceptable'
  | 'not_found'
  | 'timeout'
  | 'too_many_requests'
  | 'unauthorized'
  | 'unavailable';

// As web/api/v1 of Prometheus answers them; 499 is its own for callers that left.
const STATUS: Readonly<Record<PrometheusErrorType, number>> = {
  bad_data: 400,
  canceled: 499,
  execution: 422,
  forbidden: 403,
  internal: 500,
  not_acceptable: 406,
  not_found: 404,
  timeout: 503,
  too_many_requests: 429,
  unauthorized: 401,
  unavailable: 503,
};

/** An error whose kind only Prometheus's API can tell, for handlers of operations with `x-errors: prometheus`. The message is shown to callers. */
export class PrometheusError extends Error {
  override readonly name = 'PrometheusError';
  readonly status: number;

  constructor(
    readonly type: PrometheusErrorType,
    message: string,
  ) {
    super(message);
    this.status = STATUS[type];
  }
}

/** The body of every error of an operation with `x-errors: prometheus`. */
export interface PrometheusErrorBody {
  readonly status: 'error';
  readonly errorType: PrometheusErrorType;
  readonly error: string;
}

const TYPES: Partial<Readonly<Record<ProblemCode, PrometheusErrorType>>> = {
  unauthenticated: 'unauthorized',
  forbidden: 'forbidden',
  not_found: 'not_found',
  not_acceptable: 'not_acceptable',
  limit: 'too_many_requests',
  unavailable: 'unavailable',
  internal: 'internal',
};
// What HTTP has a status of its own for; the rest of what is wrong with a request is 400.
const OWN_STATUS: Partial<Readonly<Record<ProblemCode, number>>> = { method_not_allowed: 405, request_timeout: 408, payload_too_large: 413, unsupported_media_type: 415, headers_too_large: 431 };

const sentence = (details: readonly ErrorDetail[], message: string): string => {
  const [first] = details;
  return first && first.field !== '' ? `invalid parameter ${JSON.stringify(first.field.replace(/^\//, ''))}: ${first.reason}` : message;
};

/** Any error as Prometheus's API answers it. */
export function prometheusErrorOf(error: unknown): { readonly status: number; readonly body: PrometheusErrorBody } {
  if (error instanceof PrometheusError) return { status: error.status, body: { status: 'error', errorType: error.type, error: error.message } };
  if (error instanceof AppError || error instanceof TransportError) {
    const type = TYPES[error.code] ?? 'bad_data';
    const message = error.code === 'malformed' || error.code === 'invalid' ? sentence(error.details, error.message) : error.message;
    return { status: OWN_STATUS[error.code] ?? STATUS[type], body: { status: 'error', errorType: type, error: message } };
  }
  const message = error instanceof ContractViolation ? error.message : 'the error was logged under the correlation id';
  return { status: 500, body: { status: 'error', errorType: 'internal', error: message } };
}
