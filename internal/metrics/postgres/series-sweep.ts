import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import { subtract, union } from '#pkg/label-index';
import type { MetricsTransaction } from './chunk-archive.ts';
import { ALL_SERIES, idsOf, NO_NAME, readPostings } from './posting-rows.ts';
import { decodeIds, encodeIds, sortedIds } from './series-ids.ts';
import { readWalRecord } from './wal-record.ts';

/** A series that was made, or taken up again, less than this ago is none to delete: its samples may be on their way. */
const YOUNG = sql`interval '1 day'`;
/** From the announcement on, heads that write have so long to see it: they look every second. */
const UNTIL_FENCED = sql`interval '10 minutes'`;
/** From then on, transactions that began before have so long to end: theirs are shorter by far. */
const UNTIL_DELETED = sql`interval '1 minute'`;
/** Candidates of one sweep; what is left is found by the next. */
const MOST_CANDIDATES = 100_000;
const WAL_ROWS_AT_ONCE = 50;

interface SweepRow {
  readonly announced: number;
  readonly fenced: number;
  readonly candidates: Buffer | null;
  readonly isFenceDue: boolean;
  readonly isDeletionDue: boolean;
}

/**
 * Does the next step of deleting series that have no samples any more, in a transaction of its own; answers how many it deleted. A sweep begins with `isNew` only. Who finds one of them
 * in the database to write to it (`idsOfSeries`) makes it young, so it is either kept or not found; who has it in memory is told (`sweepSince`), or refused by `metrics.knows_sweeps`.
 */
export async function sweepSeries(trx: MetricsTransaction, tenantId: TenantId, { isNew }: { readonly isNew: boolean }): Promise<number> {
  const { rows: [sweep] } = await sql<SweepRow>`
    SELECT announced, fenced, candidates, step_at <= now() - ${UNTIL_FENCED} AS is_fence_due, step_at <= now() - ${UNTIL_DELETED} AS is_deletion_due
    FROM metrics.series_sweeps WHERE tenant_id = ${tenantId} FOR UPDATE`.execute(trx);
  if (!sweep?.candidates) {
    if (isNew) await announce(trx, tenantId);
  } else if (sweep.fenced < sweep.announced) {
    if (sweep.isFenceDue) await sql`UPDATE metrics.series_sweeps SET fenced = announced, step_at = now() WHERE tenant_id = ${tenantId}`.execute(trx);
  } else if (sweep.isDeletionDue) return deleteUnused(trx, tenantId, decodeIds(sweep.candidates));
  return 0;
}

async function announce(trx: MetricsTransaction, tenantId: TenantId): Promise<void> {
  const { rows } = await sql<{ id: number }>`SELECT id FROM metrics.series WHERE tenant_id = ${tenantId} AND created_at < now() - ${YOUNG} ORDER BY id`.execute(trx);
  const unused = subtract(sortedIds(rows.map(({ id }) => id)), await archivedSeries(trx, tenantId)).subarray(0, MOST_CANDIDATES);
  if (unused.length === 0) return;
  await sql`
    INSERT INTO metrics.series_sweeps AS sweep (tenant_id, announced, candidates) VALUES (${tenantId}, 1, ${encodeIds(unused)})
    ON CONFLICT (tenant_id) DO UPDATE SET announced = sweep.announced + 1, candidates = excluded.candidates, step_at = now()`.execute(trx);
}

async function deleteUnused(trx: MetricsTransaction, tenantId: TenantId, candidates: Uint32Array): Promise<number> {
  // What somebody holds just now is in use. From here on nobody finds the others until they are gone.
  const { rows: locked } = await sql<{ id: number }>`
    SELECT id FROM metrics.series WHERE tenant_id = ${tenantId} AND id = ANY(${[...candidates]}::bigint[]) AND created_at < now() - ${YOUNG} ORDER BY id FOR UPDATE SKIP LOCKED`.execute(trx);
  // The log before the archive: what is flushed in between is then seen in both, the other way round in neither.
  const written = await seriesInLog(trx, tenantId);
  const unused = subtract(sortedIds(locked.map(({ id }) => id)), union([written, await archivedSeries(trx, tenantId)]));
  await sql`DELETE FROM metrics.series WHERE tenant_id = ${tenantId} AND id = ANY(${[...unused]}::bigint[])`.execute(trx);
  await sql`UPDATE metrics.series_sweeps SET candidates = NULL, step_at = now() WHERE tenant_id = ${tenantId}`.execute(trx);
  if (candidates.length === MOST_CANDIDATES) await announce(trx, tenantId);
  return unused.length;
}

const archivedSeries = async (trx: MetricsTransaction, tenantId: TenantId): Promise<Uint32Array> => idsOf(await readPostings(trx, tenantId, NO_NAME, [ALL_SERIES]));

/** The series of all samples that are in the write-ahead log. */
async function seriesInLog(trx: MetricsTransaction, tenantId: TenantId): Promise<Uint32Array> {
  const found = new Set<number>();
  for (let [writer, seq] = [-1, -1]; ;) {
    const { rows } = await sql<{ writer: number; seq: number; body: Buffer }>`
      SELECT writer, seq, body FROM metrics.wal WHERE tenant_id = ${tenantId} AND (writer, seq) > (${writer}::bigint, ${seq}::bigint) ORDER BY writer, seq LIMIT ${WAL_ROWS_AT_ONCE}`.execute(trx);
    for (const { body } of rows) readWalRecord(body, { float: (id) => { found.add(id); }, histogram: (id) => { found.add(id); } });
    const last = rows.at(-1);
    if (!last) return sortedIds(found);
    [writer, seq] = [last.writer, last.seq];
  }
}

/** The last announcement: how many there were, and the ids of those series for who has not seen it; undefined once they are deleted. */
export interface Sweep {
  readonly announced: number;
  readonly candidates: Uint32Array | undefined;
}

/** The last announcement for a process that has seen one before it; undefined: there never was any. */
export async function sweepSince(trx: MetricsTransaction, tenantId: TenantId, seen: number): Promise<Sweep | undefined> {
  const { rows: [row] } = await sql<{ announced: number; candidates: Buffer | null }>`
    SELECT announced, CASE WHEN announced > ${Math.min(seen, Number.MAX_SAFE_INTEGER)}::bigint THEN candidates END AS candidates FROM metrics.series_sweeps WHERE tenant_id = ${tenantId}`.execute(trx);
  return row && { announced: row.announced, candidates: row.candidates ? decodeIds(row.candidates) : undefined };
}
