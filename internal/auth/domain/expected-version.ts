import { AppError } from '#pkg/apperror';

/** Optimistic locking by `If-Match`: throws `precondition_failed` when the caller read another version. Undefined means `*`. */
export function requireVersion(thing: { readonly version: number }, expected: number | undefined): void {
  if (expected !== undefined && expected !== thing.version) {
    throw new AppError('precondition_failed', `it changed since you read version ${expected}`);
  }
}
