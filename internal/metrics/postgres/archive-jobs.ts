import { sql } from 'kysely';
import { type Actor, asTenantId, type Clock, systemActor, type TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { expireSamples } from './archive-retention.ts';
import type { MetricsTransaction } from './chunk-archive.ts';
import { compactChunks, SETTLED_AFTER_MS } from './chunk-compaction.ts';
import { dayOf, makePartitions } from './chunk-rows.ts';

export interface ArchiveJobsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  /** For how long a tenant keeps samples. */
  readonly retentionMsOf: (actor: Actor) => Promise<number>;
  /** Told of what went wrong for one tenant, and of chunks that cannot be read; all others go on. */
  readonly onError: (error: unknown, context: { readonly tenantId: TenantId; readonly seriesId?: number }) => void;
}

const HOUR_MS = 60 * 60 * 1000;
const TENANTS_AT_ONCE = 100;
/** Of one tenant before others have their turn. */
const BATCHES_AT_ONCE = 20;
/** A partition this much older than today that is empty is not going to be used again soon. */
const QUIET_DAYS = 3;
const NO_TENANT = asTenantId('00000000-0000-0000-0000-000000000000');

/**
 * What is done again and again about archived samples, in every worker: partitions are made ahead of time, chunks joined, and what is too old forgotten.
 * Functions of the database say for which tenants; the work is done inside each of them.
 */
export function archiveJobs({ transactions, clock, retentionMsOf, onError }: ArchiveJobsDeps) {
  const actorOf = (tenantId: TenantId): Actor => systemActor(tenantId, 'metrics', { correlationId: '0'.repeat(32), via: 'archive' });
  const asNobody = <R>(work: (trx: MetricsTransaction) => Promise<R>): Promise<R> => transactions.run(actorOf(NO_TENANT), ({ trx }) => work(trx.$pickTables()));
  const compact = compactChunks({ transactions });
  const expire = expireSamples({ transactions });

  const makeAhead = async (): Promise<number> => {
    const today = dayOf(clock.now().getTime());
    await asNobody((trx) => makePartitions(trx, [today, today + 1, today + 2]));
    return 0;
  };

  const compactAll = async (): Promise<number> => {
    const now = clock.now();
    let batches = 0;
    for (const tenantId of await asNobody((trx) => tenantsWithCompactions(trx, now.getTime() - SETTLED_AFTER_MS))) {
      const report = (error: unknown, seriesId?: number): void => onError(error, seriesId === undefined ? { tenantId } : { tenantId, seriesId });
      for (let left = BATCHES_AT_ONCE; left > 0; left -= 1) {
        const found = await compact(actorOf(tenantId), now, report).catch((error: unknown) => (report(error), false));
        if (!found) break;
        batches += 1;
      }
    }
    if (batches > 0) await asNobody((trx) => sql`SELECT metrics.release_new_chunks()`.execute(trx));
    return batches;
  };

  const expireAll = async (): Promise<number> => {
    const now = clock.now();
    for (let after: TenantId | undefined = NO_TENANT; after !== undefined; ) {
      const tenants: readonly TenantId[] = await asNobody((trx) => tenantsWithSamples(trx, after ?? NO_TENANT));
      for (const tenantId of tenants) {
        const actor = actorOf(tenantId);
        await retentionMsOf(actor).then((retentionMs) => expire(actor, now, retentionMs)).catch((error: unknown) => onError(error, { tenantId }));
      }
      after = tenants.at(-1);
    }
    await asNobody((trx) => sql`SELECT metrics.drop_empty_chunk_partitions(${dayOf(now.getTime()) - QUIET_DAYS})`.execute(trx));
    return 0;
  };

  return [
    { name: 'make partitions of metrics', everyMs: HOUR_MS, run: makeAhead },
    { name: 'compact metrics', everyMs: 10_000, run: compactAll },
    { name: 'expire metrics', everyMs: HOUR_MS, run: expireAll },
  ] as const;
}

async function tenantsWithCompactions(trx: MetricsTransaction, endedBefore: number): Promise<readonly TenantId[]> {
  const { rows } = await sql<{ tenantId: TenantId }>`SELECT tenant_id FROM metrics.tenants_with_compactions(${endedBefore}, ${TENANTS_AT_ONCE}) AS due (tenant_id)`.execute(trx);
  return rows.map(({ tenantId }) => tenantId);
}

async function tenantsWithSamples(trx: MetricsTransaction, after: TenantId): Promise<readonly TenantId[]> {
  const { rows } = await sql<{ tenantId: TenantId }>`SELECT tenant_id FROM metrics.tenants_with_samples(${after}, ${TENANTS_AT_ONCE}) AS kept (tenant_id)`.execute(trx);
  return rows.map(({ tenantId }) => tenantId);
}
