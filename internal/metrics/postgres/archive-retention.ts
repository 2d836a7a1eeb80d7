import { sql } from 'kysely';
import type { Actor, TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { MetricsTransaction } from './chunk-archive.ts';
import { deleteBlocks } from './block-rows.ts';
import { tryLockLabels } from './archived-labels.ts';
import { DAY_MS, dayOf } from './chunk-rows.ts';
import { pruneExemplars } from './exemplar-rows.ts';
import { pruneMetadata } from './metadata-rows.ts';
import { forgetDays, sweepPostings } from './posting-sweep.ts';
import { sweepSeries } from './series-sweep.ts';

export interface RetentionDeps {
  readonly transactions: Transactions;
  /** Rows in one transaction. */
  readonly rowsAtOnce?: number;
}

/** Forgets what one tenant need not keep any more: whole days, so that some of it stays for up to a day longer. */
export type ExpireSamples = (actor: Actor, now: Date, retentionMs: number) => Promise<void>;

/** In many short transactions, each of which leaves everything whole: a run that was broken off is finished by the next one. */
export function expireSamples({ transactions, rowsAtOnce = 5_000 }: RetentionDeps): ExpireSamples {
  return async (actor, now, retentionMs) => {
    const { tenantId } = actor;
    const inTransaction = <R>(work: (trx: MetricsTransaction) => Promise<R>): Promise<R> => transactions.run(actor, ({ trx }) => work(trx.$pickTables()));
    const firstDay = dayOf(now.getTime() - retentionMs);

    while ((await inTransaction((trx) => deleteChunks(trx, tenantId, firstDay * DAY_MS, rowsAtOnce))) > 0);
    while ((await inTransaction((trx) => deleteBlocks(trx, tenantId, firstDay * DAY_MS, rowsAtOnce))) > 0);
    while ((await inTransaction((trx) => pruneExemplars(trx, tenantId, firstDay * DAY_MS, rowsAtOnce))) > 0);
    await inTransaction((trx) => pruneMetadata(trx, tenantId, firstDay));

    // Somebody who stores new series just now has the index: the next run will do.
    const locked = <R>(work: (trx: MetricsTransaction) => Promise<R>): Promise<R | undefined> =>
      inTransaction(async (trx) => ((await tryLockLabels(trx, tenantId)) ? work(trx) : undefined));
    const forgotDays = ((await locked((trx) => forgetDays(trx, tenantId, firstDay))) ?? 0) > 0;
    await inTransaction((trx) => sweepSeries(trx, tenantId, { isNew: forgotDays }));
    for (let after: string | undefined = forgotDays ? '' : undefined; after !== undefined; ) {
      const page: { readonly last: string | undefined } | undefined = await locked((trx) => sweepPostings(trx, tenantId, after ?? '', rowsAtOnce));
      after = page?.last;
    }
  };
}

/** Chunks that begin, and so end, before a day: of some series, all that they have. */
async function deleteChunks(trx: MetricsTransaction, tenantId: TenantId, beforeMs: number, rows: number): Promise<number> {
  const { numAffectedRows } = await sql`
    WITH batch AS (SELECT c.series_id FROM metrics.chunks c WHERE c.tenant_id = ${tenantId} AND c.start_ms < ${beforeMs} ORDER BY c.series_id LIMIT ${rows})
    DELETE FROM metrics.chunks WHERE tenant_id = ${tenantId} AND start_ms < ${beforeMs} AND series_id <= (SELECT max(series_id) FROM batch)`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
