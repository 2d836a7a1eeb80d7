import { AppError } from '#pkg/apperror';

/** The body is no OTLP request, or holds more than is allowed; `field` is a JSON pointer where there is one. The only error thrown on purpose. */
export class OtlpError extends AppError {
  /** The HTTP status that OTLP wants for it; senders do not send the same again. */
  readonly status: 400 | 413;

  constructor(fault: 'malformed' | 'too_many', reason: string, field = 'body') {
    super('invalid', reason, { details: [{ field, reason }] });
    this.status = fault === 'malformed' ? 400 : 413;
  }
}

/** Messages nested in each other: attributes may hold lists of lists. */
export const MAX_DEPTH = 32;

/** How many messages (data points, attributes, values …) a request may still have: each becomes an object, and takes two bytes on the wire. */
export class MessageBudget {
  constructor(private left: number) {}

  take(depth: number, field?: string): void {
    if (depth > MAX_DEPTH) throw new OtlpError('malformed', `messages are nested more than ${MAX_DEPTH} deep`, field);
    if ((this.left -= 1) < 0) throw new OtlpError('too_many', 'there are more data points and attributes in one request than are allowed', field);
  }
}
