import { AppError, invalid } from '#pkg/apperror';
import type { TenantId } from '#internal/kernel';
import type { Integration, ReceiverId } from './receiver-integration.ts';

export type { ReceiverId } from './receiver-integration.ts';

/** Who is told, by the name that routing trees use. */
export interface Receiver {
  readonly id: ReceiverId;
  readonly tenantId: TenantId;
  /** Unique in the tenant. */
  readonly name: string;
  readonly description: string;
  /** In the order in which they were written. One without any tells nobody, as in Alertmanager. */
  readonly integrations: readonly Integration[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

export const MAX_RECEIVERS = 500;

/** Throws `invalid` for a name that could not be written in a routing tree. */
export function requireName(name: string): void {
  if (name.trim() !== name || name === '') throw invalid('/name', 'must not be empty, nor begin or end with a space');
}

/** Throws `precondition_failed` when the caller read another version; undefined means whatever is there. */
export function requireReceiverVersion({ version }: Receiver, expected: number | undefined): void {
  if (expected !== undefined && expected !== version) throw new AppError('precondition_failed', `the receiver is at version ${version} by now`);
}
