import { v7 as uuidv7 } from 'uuid';
import type { Clock, IdGenerator } from '#internal/kernel';
import { postgresTransactions, type Transactions } from '#internal/platform/transactions';
import { hashChainedAuditWriter } from '../../internal/audit/postgres/hash-chained-audit-writer.ts';
import { useTestPool } from './postgres.ts';

export const systemClock: Clock = { now: () => new Date() };
export const uuidGenerator: IdGenerator = { next: () => uuidv7() };

/** Real transactions as the application role, on a pool that is closed after the suite. Call it at the top of a `describe`. */
export function useTransactions({ clock = systemClock, max = 5 }: { clock?: Clock; max?: number } = {}): Transactions {
  return postgresTransactions({ pool: useTestPool('app', max), clock, ids: uuidGenerator, auditWriter: hashChainedAuditWriter });
}
