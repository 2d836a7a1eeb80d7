import type { TenantId } from '#internal/kernel';
import type { Label } from '#pkg/sample-model';
import type { TimeRange } from '../ports/metric-store.ts';
import { indexSeries } from './archived-labels.ts';
import { ArchivedSeries, listed } from './archived-series.ts';
import type { ArchivedChunk, ChunkArchive, MetricsTransaction, Selectors } from './chunk-archive.ts';
import { dayOf, insertChunks, makePartitions, readChunks } from './chunk-rows.ts';
import { askForCompaction } from './compaction-rows.ts';
import { cutIntoDays } from './merge-chunks.ts';

/** The archive in PostgreSQL: rows of chunks in a partition for each day, and posting lists. */
export class PostgresChunkArchive implements ChunkArchive {
  async store(trx: MetricsTransaction, tenantId: TenantId, chunks: readonly ArchivedChunk[], series: ReadonlyMap<number, readonly Label[]>): Promise<void> {
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
    await Promise.all([makePartitions(trx, idsByDay.keys()), insertChunks(trx, tenantId, ofDays), askForCompaction(trx, tenantId, ofDays), indexSeries(trx, tenantId, idsByDay, series)]);
  }

  read(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], range: TimeRange) {
    return readChunks(trx, tenantId, seriesIds, range);
  }

  async findSeries(trx: MetricsTransaction, tenantId: TenantId, selectors: Selectors, range: TimeRange, limit = Infinity) {
    return [...(await new ArchivedSeries(trx, tenantId).select(selectors, range)).subarray(0, limit)];
  }

  async labelNames(trx: MetricsTransaction, tenantId: TenantId, selectors: Selectors, range: TimeRange, limit?: number) {
    return listed(await new ArchivedSeries(trx, tenantId).names(selectors, range), limit);
  }

  async labelValues(trx: MetricsTransaction, tenantId: TenantId, label: string, selectors: Selectors, range: TimeRange, limit?: number) {
    return listed(await new ArchivedSeries(trx, tenantId).values(label, selectors, range), limit);
  }
}
