import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import type { MetricsTransaction } from './chunk-archive.ts';
import type { WalRow } from './wal-table.ts';

/** Up to which row of each writer a flush goes. */
export type Cut = readonly { readonly writer: number; readonly seq: number }[];

/** A flush that this process may carry on with. */
export interface ClaimedFlush {
  readonly cut: Cut;
  /** The chunks of series before this one are stored already. */
  readonly nextSeries: number;
}

/** A flush whose process does not come back this soon is taken over. */
const LEASE = sql`interval '60 seconds'`;

/** Another process took the flush over: this one has to stop. */
export class FlushLost extends AppError {
  constructor() {
    super('conflict', 'another process puts the samples into chunks');
  }
}

/**
 * Takes the flush of a tenant, unless another process is at it (undefined). One that was left behind keeps its cut, so that what it stored is not
 * stored again; otherwise the cut is what is written now.
 */
export async function claimFlush(trx: MetricsTransaction, tenantId: TenantId, holder: number): Promise<ClaimedFlush | undefined> {
  const { rows: [claimed] } = await sql<{ cut: Cut | null; nextSeries: number }>`
    INSERT INTO metrics.flushes AS flush (tenant_id, holder, until) VALUES (${tenantId}, ${holder}, now() + ${LEASE})
    ON CONFLICT (tenant_id) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE flush.until < now()
    RETURNING cut, next_series`.execute(trx);
  if (!claimed) return undefined;
  if (claimed.cut) return { cut: claimed.cut, nextSeries: claimed.nextSeries };
  const { rows } = await sql<{ writer: number; seq: number | null }>`
    SELECT known.writer, (SELECT max(seq) FROM metrics.wal WHERE tenant_id = ${tenantId} AND writer = known.writer) AS seq FROM metrics.wal_writers known WHERE known.tenant_id = ${tenantId}`.execute(trx);
  const cut = rows.filter((row): row is Cut[number] => row.seq !== null).map(({ writer, seq }) => ({ writer, seq }));
  await sql`UPDATE metrics.flushes SET cut = ${JSON.stringify(cut)}::jsonb, next_series = 0 WHERE tenant_id = ${tenantId}`.execute(trx);
  return { cut, nextSeries: 0 };
}

/** Rows of the cut behind a position, in order. */
export async function rowsOfCut(trx: MetricsTransaction, tenantId: TenantId, { writer, seq }: Cut[number], after: number, limit: number): Promise<readonly WalRow[]> {
  const { rows } = await sql<{ seq: number; body: Buffer }>`
    SELECT seq, body FROM metrics.wal WHERE tenant_id = ${tenantId} AND writer = ${writer} AND seq > ${after} AND seq <= ${seq} ORDER BY seq LIMIT ${limit}`.execute(trx);
  return rows.map((row) => ({ ...row, writer }));
}

/** Notes, in the transaction that stores chunks, how far they go. Throws `FlushLost`. */
export async function advanceFlush(trx: MetricsTransaction, tenantId: TenantId, holder: number, nextSeries: number): Promise<void> {
  const { numAffectedRows } = await sql`
    UPDATE metrics.flushes SET next_series = ${nextSeries}, until = now() + ${LEASE} WHERE tenant_id = ${tenantId} AND holder = ${holder} AND cut IS NOT NULL`.execute(trx);
  if (numAffectedRows !== 1n) throw new FlushLost();
}

/** Ends the flush: what is in chunks leaves the write-ahead log. Writers that have been silent for days are forgotten. */
export async function endFlush(trx: MetricsTransaction, tenantId: TenantId, holder: number, cut: Cut): Promise<void> {
  const { numAffectedRows } = await sql`
    UPDATE metrics.flushes SET cut = NULL, next_series = 0, until = now() WHERE tenant_id = ${tenantId} AND holder = ${holder} AND cut IS NOT NULL`.execute(trx);
  if (numAffectedRows !== 1n) throw new FlushLost();
  for (const { writer, seq } of cut) {
    await sql`DELETE FROM metrics.wal WHERE tenant_id = ${tenantId} AND writer = ${writer} AND seq <= ${seq}`.execute(trx);
    await sql`UPDATE metrics.wal_writers SET horizon = ${seq}, seen_at = now() WHERE tenant_id = ${tenantId} AND writer = ${writer}`.execute(trx);
  }
  await sql`
    DELETE FROM metrics.wal_writers known WHERE tenant_id = ${tenantId} AND seen_at < now() - interval '2 days'
      AND NOT EXISTS (SELECT FROM metrics.wal WHERE tenant_id = ${tenantId} AND writer = known.writer)`.execute(trx);
}
