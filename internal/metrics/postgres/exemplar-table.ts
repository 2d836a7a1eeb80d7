import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { Label } from '#pkg/sample-model';
import type { TimeRange } from '../ports/metric-store.ts';
import type { MetricsTransaction } from './chunk-archive.ts';

/** An exemplar of a series. Values are finite or not; of two at the same time the first stays. */
export interface StoredExemplar {
  readonly seriesId: number;
  readonly timestampMs: number;
  readonly value: number;
  readonly labels: readonly Label[];
}

/** A series keeps about as many of its newest exemplars. */
const KEPT_PER_SERIES = 100;
/** Older ones are swept out with every so many-th request: to look for them costs more than to add some. */
const SWEEP_EVERY = 16;

/** Exemplars of all tenants; each method works for one. */
export class ExemplarTable {
  private stored = 0;

  /** Adds exemplars, in the transaction of the samples they came with. The same ones again change nothing. */
  async store(trx: MetricsTransaction, tenantId: TenantId, exemplars: readonly StoredExemplar[]): Promise<void> {
    if (exemplars.length === 0) return;
    const sorted = [...exemplars].sort((one, other) => one.seriesId - other.seriesId || one.timestampMs - other.timestampMs);
    await sql`
      INSERT INTO metrics.exemplars (tenant_id, series_id, timestamp_ms, value, labels)
      SELECT ${tenantId}::uuid, e.* FROM unnest(${sorted.map(({ seriesId }) => seriesId)}::bigint[], ${sorted.map(({ timestampMs }) => timestampMs)}::bigint[],
        ${sorted.map(({ value }) => numberText(value))}::double precision[], ${sorted.map(({ labels }) => JSON.stringify(labels.map(({ name, value }) => [name, value])))}::jsonb[]) AS e
      ON CONFLICT DO NOTHING`.execute(trx);
    this.stored += 1;
    if (this.stored % SWEEP_EVERY === 0) await this.sweep(trx, tenantId, new Set(sorted.map(({ seriesId }) => seriesId)));
  }

  /** Exemplars of these series in the range, by series and time. */
  async read(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], { startMs, endMs }: TimeRange): Promise<readonly StoredExemplar[]> {
    if (seriesIds.length === 0) return [];
    const { rows } = await sql<Omit<StoredExemplar, 'labels'> & { labels: readonly (readonly [string, string])[] }>`
      SELECT series_id, timestamp_ms, value, labels FROM metrics.exemplars
      WHERE tenant_id = ${tenantId} AND series_id = ANY(${[...seriesIds]}::bigint[]) AND timestamp_ms BETWEEN ${startMs} AND ${endMs}
      ORDER BY series_id, timestamp_ms`.execute(trx);
    return rows.map((row) => ({ ...row, labels: row.labels.map(([name, value]) => ({ name, value })) }));
  }

  /** Forgets those before a time; at most so many at once. Answers how many. */
  async prune(trx: MetricsTransaction, tenantId: TenantId, beforeMs: number, most: number): Promise<number> {
    const { numAffectedRows } = await sql`
      DELETE FROM metrics.exemplars WHERE tenant_id = ${tenantId} AND (series_id, timestamp_ms) IN (
        SELECT series_id, timestamp_ms FROM metrics.exemplars WHERE tenant_id = ${tenantId} AND timestamp_ms < ${beforeMs} LIMIT ${most})`.execute(trx);
    return Number(numAffectedRows ?? 0n);
  }

  private async sweep(trx: MetricsTransaction, tenantId: TenantId, seriesIds: ReadonlySet<number>): Promise<void> {
    await sql`
      DELETE FROM metrics.exemplars e USING unnest(${[...seriesIds]}::bigint[]) AS s (id), LATERAL (
        SELECT k.timestamp_ms FROM metrics.exemplars k WHERE k.tenant_id = ${tenantId} AND k.series_id = s.id ORDER BY k.timestamp_ms DESC OFFSET ${KEPT_PER_SERIES} LIMIT 1
      ) AS oldest
      WHERE e.tenant_id = ${tenantId} AND e.series_id = s.id AND e.timestamp_ms <= oldest.timestamp_ms`.execute(trx);
  }
}

/** PostgreSQL's way to write it; an array parameter would make other texts of NaN and infinities. */
const numberText = (value: number): string => (Number.isNaN(value) ? 'NaN' : String(value));
