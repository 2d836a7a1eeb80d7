import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import { unpackLabels } from '#pkg/series-head';
import type { FoundSeries, MetricsTransaction } from './chunk-archive.ts';

/** Those of the series that are there, by id, with their labels. */
export async function labelsOfSeries(trx: MetricsTransaction, tenantId: TenantId, ids: Uint32Array): Promise<readonly FoundSeries[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: number; labels: Buffer }>`
    SELECT id, labels FROM metrics.series WHERE tenant_id = ${tenantId} AND id = ANY(${[...ids]}::bigint[])`.execute(trx);
  return rows.sort((one, other) => one.id - other.id).map(({ id, labels }) => ({ id, labels: unpackLabels(labels.toString('latin1')) }));
}
