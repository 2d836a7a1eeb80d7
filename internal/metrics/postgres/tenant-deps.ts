import type { Transaction } from 'kysely';
import type { Database } from '#internal/db';
import type { Actor, Clock } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { HeadMemory } from '#pkg/series-head';
import type { ChunkArchive, MetricsTransaction } from './chunk-archive.ts';
import type { MetricExtras } from './metric-extras.ts';
import { newWriter } from './wal-table.ts';

/** What all tenants of a process share. */
export interface TenantDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly archive: ChunkArchive;
  readonly extras: MetricExtras;
  readonly memory: HeadMemory;
  readonly settings: HeadSettings;
  /** The number of this process among those that write. */
  readonly writer: (actor: Actor) => Promise<number>;
}

export interface HeadSettings {
  /** The head holds at least this much; what is older is read from the archive. */
  readonly spanMs: number;
  /** A query waits for a look at what other processes wrote unless one was begun less than this before, and is over. */
  readonly freshForQueriesMs: number;
  /** … and begins the next one, without waiting for it, when that is longer ago than this. */
  readonly lookAgainMs: number;
  /** The same for writes, which only judge by it. */
  readonly freshForWritesMs: number;
  /** What is written is put into chunks when it is this old, or this much. */
  readonly flushAfterMs: number;
  readonly flushAfterBytes: number;
  readonly flushAfterRows: number;
}

/** Asks the sequence for the number of this process once, and again when that failed. */
export function writerNumber(transactions: Transactions): (actor: Actor) => Promise<number> {
  let asked: Promise<number> | undefined;
  return (actor) => {
    asked ??= transactions.run(actor, ({ trx }) => newWriter(metricsOf(trx))).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

/** The transaction, narrowed to the tables of this context. */
export const metricsOf = (trx: Transaction<Database>): MetricsTransaction => trx as unknown as MetricsTransaction;

