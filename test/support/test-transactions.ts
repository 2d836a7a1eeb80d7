import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { hashChainedAuditWriter } from '#internal/audit';
import type { Clock, IdGenerator } from '#internal/kernel';
import { postgresTransactions, type Transactions } from '#internal/platform/transactions';
import { type TestUrls, useTestPool } from './test-databases.ts';

export const systemClock: Clock = { now: () => new Date() };
export const uuidGenerator: IdGenerator = { next: () => uuidv7() };

/** Real transactions on a pool of the application role. */
export const transactionsOn = (pool: Pool, clock = systemClock): Transactions =>
  postgresTransactions({ pool, clock, ids: uuidGenerator, auditWriter: hashChainedAuditWriter });

/** Real transactions as the application role, on a pool that is closed after the suite. Call it at the top of a `describe`. */
export const useTransactions = ({ clock, max = 5, urls }: { clock?: Clock; max?: number; urls?: TestUrls } = {}): Transactions =>
  transactionsOn(useTestPool('app', max, urls), clock);
