import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { Statement } from '#internal/platform/transactions';
import type { MetricsTransaction } from './chunk-archive.ts';

/** A process that writes, and up to where its rows are in chunks. */
export interface WalWriter {
  readonly writer: number;
  readonly horizon: number;
}

export interface WalRow {
  readonly writer: number;
  readonly seq: number;
  readonly body: Buffer;
}

/** Rows that one look takes along, of each writer. */
const ROWS_PER_LOOK = 100;

/** A number that no other process has or had. */
export async function newWriter(trx: MetricsTransaction): Promise<number> {
  const { rows: [row] } = await sql<{ writer: number }>`SELECT nextval('metrics.writer_ids') AS writer`.execute(trx);
  if (!row) throw new Error('the sequence of writers gave nothing');
  return row.writer;
}

export async function registerWriter(trx: MetricsTransaction, tenantId: TenantId, writer: number): Promise<void> {
  await sql`INSERT INTO metrics.wal_writers (tenant_id, writer) VALUES (${tenantId}, ${writer}) ON CONFLICT (tenant_id, writer) DO UPDATE SET seen_at = now()`.execute(trx);
}

/** Adds a row, of a head that has seen this sweep of series. Fails with `unavailable` when series were deleted that it may know. */
export const appendToWal = (tenantId: TenantId, { writer, seq, body }: WalRow, sweep: number): Statement =>
  ({ name: 'metrics_wal_append', text: 'INSERT INTO metrics.wal (tenant_id, writer, seq, body) SELECT $1::uuid, $2::bigint, $3::bigint, $4::bytea WHERE metrics.knows_sweeps($1, $5)', values: [tenantId, writer, seq, body, sweep] });

/** Who writes samples of a tenant, and up to where their rows are in chunks. */
export async function walWriters(trx: MetricsTransaction, tenantId: TenantId): Promise<readonly WalWriter[]> {
  return (await sql<WalWriter>`SELECT writer, horizon FROM metrics.wal_writers WHERE tenant_id = ${tenantId}`.execute(trx)).rows;
}

/** The same, and rows beyond the positions seen so far: the next ones of each writer but `except`, in order. `more`: there may be others behind them. */
export async function tailWal(
  trx: MetricsTransaction,
  tenantId: TenantId,
  { positions, except }: { readonly positions: ReadonlyMap<number, number>; readonly except?: number | undefined },
): Promise<{ readonly writers: readonly WalWriter[]; readonly rows: readonly WalRow[]; readonly more: boolean }> {
  const { rows: found } = await sql<WalWriter & { readonly seq: number | null; readonly body: Buffer | null }>`
    SELECT known.writer, known.horizon, entry.seq, entry.body FROM metrics.wal_writers known
    LEFT JOIN unnest(${[...positions.keys()]}::bigint[], ${[...positions.values()]}::bigint[]) AS seen (writer, seq) ON seen.writer = known.writer
    LEFT JOIN LATERAL (
      SELECT seq, body FROM metrics.wal WHERE tenant_id = ${tenantId} AND writer = known.writer AND writer <> ${except ?? -1} AND seq > coalesce(seen.seq, known.horizon) ORDER BY seq LIMIT ${ROWS_PER_LOOK}
    ) entry ON true
    WHERE known.tenant_id = ${tenantId} ORDER BY known.writer, entry.seq`.execute(trx);
  const counts = new Map<number, number>();
  const rows: WalRow[] = [];
  for (const { writer, seq, body } of found) {
    if (seq === null || body === null) continue;
    rows.push({ writer, seq, body });
    counts.set(writer, (counts.get(writer) ?? 0) + 1);
  }
  const writers = [...new Map(found.map(({ writer, horizon }) => [writer, { writer, horizon }])).values()];
  return { writers, rows, more: [...counts.values()].some((count) => count === ROWS_PER_LOOK) };
}
