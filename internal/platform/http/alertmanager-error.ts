import { AppError, type ErrorDetail } from '#pkg/apperror';
import { ContractViolation, TransportError } from './problem.ts';

/** The body of an error of an operation with `x-errors: alertmanager`: what the API refuses is a text, what its server refuses before is an object. */
export type AlertmanagerErrorBody = string | { readonly code: number; readonly message: string };

const sentence = (details: readonly ErrorDetail[], message: string): string => {
  const [first] = details;
  return first && first.field !== '' ? `${first.field.replace(/^\//, '')}: ${first.reason}` : (first?.reason ?? message);
};

/**
 * Any error as Alertmanager's API v2 answers it: 400 and 404 with a text about what makes no sense or is not there, 422 for a request without the shape of the contract
 * (go-openapi), and everything else with its own status.
 */
export function alertmanagerErrorOf(error: unknown, status: number): { readonly status: number; readonly body: AlertmanagerErrorBody } {
  if (error instanceof AppError) {
    if (error.code === 'invalid') return { status: 400, body: sentence(error.details, error.message) };
    if (error.code === 'not_found' || error.code === 'conflict') return { status: error.code === 'conflict' ? 400 : 404, body: error.message };
    return { status, body: { code: status, message: error.message } };
  }
  if (error instanceof TransportError) {
    const shape = error.code === 'malformed' && error.details.some(({ field }) => field !== '');
    const own = shape ? 422 : status;
    return { status: own, body: { code: own, message: shape ? sentence(error.details, error.message) : error.message } };
  }
  return { status, body: { code: status, message: error instanceof ContractViolation ? error.message : 'the error was logged under the correlation id' } };
}
