import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import { exemplarFault } from '../domain/exemplar-fault.ts';
import type { TimeRange } from '../ports/metric-store.ts';
import type { MetricsTransaction } from './chunk-archive.ts';
import { boundedRange } from './chunk-rows.ts';
import type { StoredExemplar } from './metric-extras.ts';

type ExemplarRow = Omit<StoredExemplar, 'labels'> & { readonly labels: readonly (readonly [name: string, value: string])[] };
const exemplarOf = (row: ExemplarRow): StoredExemplar => ({ ...row, labels: row.labels.map(([name, value]) => ({ name, value })) });
const labelPairs = ({ labels }: StoredExemplar): string => JSON.stringify(labels.map(({ name, value }) => [name, value]));
const inOrder = (exemplars: readonly StoredExemplar[]): StoredExemplar[] => [...exemplars].sort((one, other) => one.seriesId - other.seriesId || one.timestampMs - other.timestampMs);

/** Adds those that are newer than all of their series; tells of each why it is refused. What is there already counts as added. */
export async function addExemplars(trx: MetricsTransaction, tenantId: TenantId, exemplars: readonly StoredExemplar[]): Promise<readonly (string | undefined)[]> {
  const newest = await newestExemplars(trx, tenantId, [...new Set(exemplars.map(({ seriesId }) => seriesId))]);
  const added: StoredExemplar[] = [];
  const faults = exemplars.map((exemplar) => {
    const fault = exemplarFault(exemplar.labels) ?? (labelPairs(exemplar).includes('\\u0000') ? 'its labels have the character 0' : undefined);
    if (fault !== undefined) return fault;
    const last = newest.get(exemplar.seriesId);
    if (last && isSame(last, exemplar)) return undefined;
    if (last && exemplar.timestampMs <= last.timestampMs) return 'it is out of order';
    newest.set(exemplar.seriesId, exemplar);
    added.push(exemplar);
    return undefined;
  });
  if (added.length > 0) await insertExemplars(trx, tenantId, inOrder(added));
  return faults;
}

const isSame = (one: StoredExemplar, other: StoredExemplar): boolean => one.timestampMs === other.timestampMs && Object.is(one.value, other.value) && labelPairs(one) === labelPairs(other);

async function newestExemplars(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[]): Promise<Map<number, StoredExemplar>> {
  const { rows } = await sql<ExemplarRow>`
    SELECT newest.* FROM unnest(${seriesIds}::bigint[]) AS s (id) CROSS JOIN LATERAL (
      SELECT series_id, timestamp_ms, value, labels FROM metrics.exemplars WHERE tenant_id = ${tenantId} AND series_id = s.id ORDER BY timestamp_ms DESC LIMIT 1
    ) AS newest`.execute(trx);
  return new Map(rows.map((row) => [row.seriesId, exemplarOf(row)]));
}

async function insertExemplars(trx: MetricsTransaction, tenantId: TenantId, exemplars: readonly StoredExemplar[]): Promise<void> {
  await sql`
    INSERT INTO metrics.exemplars (tenant_id, series_id, timestamp_ms, value, labels)
    SELECT ${tenantId}::uuid, e.* FROM unnest(${exemplars.map(({ seriesId }) => seriesId)}::bigint[], ${exemplars.map(({ timestampMs }) => timestampMs)}::bigint[],
      ${exemplars.map(({ value }) => (Object.is(value, -0) ? '-0' : String(value)))}::double precision[], ${exemplars.map(labelPairs)}::jsonb[]) AS e
    ON CONFLICT DO NOTHING`.execute(trx);
}

/** Of these series in the range, by series and time. */
export async function readExemplars(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], range: TimeRange): Promise<readonly StoredExemplar[]> {
  const { startMs, endMs } = boundedRange(range);
  const { rows } = await sql<ExemplarRow>`
    SELECT series_id, timestamp_ms, value, labels FROM metrics.exemplars
    WHERE tenant_id = ${tenantId} AND series_id = ANY(${[...seriesIds]}::bigint[]) AND timestamp_ms BETWEEN ${startMs} AND ${endMs}
    ORDER BY series_id, timestamp_ms`.execute(trx);
  return rows.map(exemplarOf);
}

/** Leaves each of these series so many of its newest exemplars. */
export async function trimExemplars(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], kept: number): Promise<void> {
  await sql`
    DELETE FROM metrics.exemplars e USING unnest(${[...seriesIds]}::bigint[]) AS s (id), LATERAL (
      SELECT k.timestamp_ms FROM metrics.exemplars k WHERE k.tenant_id = ${tenantId} AND k.series_id = s.id ORDER BY k.timestamp_ms DESC OFFSET ${kept} LIMIT 1
    ) AS oldest
    WHERE e.tenant_id = ${tenantId} AND e.series_id = s.id AND e.timestamp_ms <= oldest.timestamp_ms`.execute(trx);
}

/** Forgets those before a time; at most so many at once. Answers how many. */
export async function pruneExemplars(trx: MetricsTransaction, tenantId: TenantId, beforeMs: number, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM metrics.exemplars WHERE tenant_id = ${tenantId} AND (series_id, timestamp_ms) IN (
      SELECT series_id, timestamp_ms FROM metrics.exemplars WHERE tenant_id = ${tenantId} AND timestamp_ms < ${beforeMs} LIMIT ${most})`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
