import { AppError } from '#pkg/apperror';

/** The text breaks a rule of its format; lines and columns count from 1, columns in UTF-16 units. The only error thrown on purpose. */
export class ExpositionError extends AppError {
  constructor(
    readonly line: number,
    readonly column: number,
    reason: string,
  ) {
    super('invalid', `line ${line}, column ${column}: ${reason}`, { details: [{ field: `line ${line}`, reason }] });
  }
}
