import type { TenantId } from '#internal/kernel';
import type { TimeRange } from '../ports/metric-store.ts';
import { indexSeries } from './archived-labels.ts';
import { ArchivedSeries } from './archived-series.ts';
import type { ArchivedChunk, ChunkArchive, MetricsTransaction, Selectors } from './chunk-archive.ts';
import { dayOf, insertChunks } from './chunk-rows.ts';
import { askForCompaction } from './compaction-rows.ts';
import { cutIntoDays } from './merge-chunks.ts';
import { labelsOfSeries } from './series-labels.ts';
import { labelsOfSeries as packedLabelsOf } from './series-table.ts';
import { readStored, recentStored } from './stored-chunks.ts';

/** The archive in PostgreSQL: rows of chunks and blocks, and posting lists. */
export class PostgresChunkArchive implements ChunkArchive {
  async store(trx: MetricsTransaction, tenantId: TenantId, chunks: readonly ArchivedChunk[]): Promise<void> {
    if (chunks.length === 0) return;
    const ofDays = chunks.flatMap(cutIntoDays);
    const idsByDay = new Map<number, Set<number>>();
    for (const { seriesId, startMs } of ofDays) {
      const day = dayOf(startMs);
      const ids = idsByDay.get(day);
      if (ids) ids.add(seriesId);
      else idsByDay.set(day, new Set([seriesId]));
    }
    // Sent together, run in this order.
    await Promise.all([insertChunks(trx, tenantId, ofDays), askForCompaction(trx, tenantId, ofDays), indexSeries(trx, tenantId, idsByDay)]);
  }

  read(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], range: TimeRange) {
    return readStored(trx, tenantId, seriesIds, range);
  }

  recent(trx: MetricsTransaction, tenantId: TenantId, sinceMs: number, afterSeriesId: number, limit: number) {
    return recentStored(trx, tenantId, sinceMs, afterSeriesId, limit);
  }

  async findIds(trx: MetricsTransaction, tenantId: TenantId, selectors: Selectors, range: TimeRange, limit: number) {
    return (await new ArchivedSeries(trx, tenantId).select(selectors, range)).subarray(0, limit);
  }

  packedLabels(trx: MetricsTransaction, tenantId: TenantId, ids: readonly number[]) {
    return packedLabelsOf(trx, tenantId, ids);
  }

  async findSeries(trx: MetricsTransaction, tenantId: TenantId, selectors: Selectors, range: TimeRange, limit = Infinity) {
    return labelsOfSeries(trx, tenantId, (await new ArchivedSeries(trx, tenantId).select(selectors, range)).subarray(0, limit));
  }

  labelNames(trx: MetricsTransaction, tenantId: TenantId, selectors: Selectors, range: TimeRange) {
    return new ArchivedSeries(trx, tenantId).names(selectors, range);
  }

  labelValues(trx: MetricsTransaction, tenantId: TenantId, label: string, selectors: Selectors, range: TimeRange) {
    return new ArchivedSeries(trx, tenantId).values(label, selectors, range);
  }
}
