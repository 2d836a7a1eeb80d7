import { AppError } from '#pkg/apperror';

/**
 * Why a remote write request, or one series of it, is refused.
 * - `unsupported`: a content type or encoding that we do not speak
 * - `too_large`: it would unpack to more bytes than are allowed
 * - `too_many`: more series, samples, … than are allowed in one request
 * - `malformed`: not snappy, not protobuf, or a reference that leads nowhere
 * - `invalid_labels`: the label set of a series breaks a rule or a limit
 */
export type WriteFault = 'unsupported' | 'too_large' | 'too_many' | 'malformed' | 'invalid_labels';

const statusOf: Record<WriteFault, 400 | 413 | 415> = { unsupported: 415, too_large: 413, too_many: 413, malformed: 400, invalid_labels: 400 };

/** The only error that reading a remote write request throws on purpose. */
export class WriteRequestError extends AppError {
  /** The HTTP status that the protocol wants for it. Senders give up on each of them. */
  readonly status: 400 | 413 | 415;

  constructor(readonly fault: WriteFault, reason: string) {
    super('invalid', reason, { details: [{ field: 'body', reason }] });
    this.status = statusOf[fault];
  }
}
