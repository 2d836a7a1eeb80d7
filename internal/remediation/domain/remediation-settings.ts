import { AppError } from '#pkg/apperror';

/** What holds for all remediations of a tenant. The row is also the lock that serialises decisions about budgets. */
export interface RemediationSettings {
  /** While on, nothing starts: neither by itself nor by approval. What runs already is left to `cancelExecution`. */
  readonly killSwitch: boolean;
  /** Why it was thrown, for those who find it on. */
  readonly reason?: string;
  readonly updatedBy?: string;
  readonly updatedAt?: Date;
  readonly version: number;
}

/** Before anybody changed anything. */
export const DEFAULT_SETTINGS: RemediationSettings = { killSwitch: false, version: 1 };

/** Optimistic locking by `If-Match`: throws `precondition_failed` when the caller read another version. Undefined means `*`. */
export function requireVersion(thing: { readonly version: number }, expected: number | undefined): void {
  if (expected !== undefined && expected !== thing.version) throw new AppError('precondition_failed', `it changed since you read version ${expected}`);
}
