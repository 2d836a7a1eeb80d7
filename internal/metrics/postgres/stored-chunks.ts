import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { TimeRange } from '../ports/metric-store.ts';
import { endOfShelf, readBlocks, seriesOf, SHELF_SIZE, shelfOf } from './block-rows.ts';
import type { MetricsTransaction, StoredChunk } from './chunk-archive.ts';
import { boundedRange, DAY_MS, dayOf, readChunks } from './chunk-rows.ts';
import { decodeChunk, encodeChunk } from './chunk-samples.ts';

/**
 * What is stored of these series in the range, by series, and of each the first stored first. Chunks are read before blocks: what is joined between the two
 * statements is then seen twice, the other way round it would not be seen at all.
 */
export async function readStored(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], range: TimeRange): Promise<StoredChunk[]> {
  const found = await Promise.all([readChunks(trx, tenantId, seriesIds, range), readBlocks(trx, tenantId, seriesIds, range)]);
  return found.flat().sort((one, other) => one.seriesId - other.seriesId || one.seq - other.seq || one.startMs - other.startMs);
}

/** What ends at `sinceMs` or later, of whole series behind one: about `limit` chunks; of blocks, each series as a chunk of its own. None: there is no more. */
export async function recentStored(trx: MetricsTransaction, tenantId: TenantId, sinceMs: number, afterSeriesId: number, limit: number): Promise<StoredChunk[]> {
  const range: TimeRange = { startMs: sinceMs, endMs: Infinity };
  for (let after = afterSeriesId; ; ) {
    const { ids, last } = await seriesSince(trx, tenantId, sinceMs, after, limit);
    const found = (await readStored(trx, tenantId, ids, range)).map((chunk): StoredChunk => (chunk.times ? { ...encodeChunk(chunk.seriesId, decodeChunk(chunk)), seq: chunk.seq } : chunk));
    if (found.length > 0 || last === undefined) return found;
    after = last;
  }
}

/** Series behind one, rising, that may have something since then, and the last that was looked at; undefined: all were. */
async function seriesSince(trx: MetricsTransaction, tenantId: TenantId, sinceMs: number, after: number, limit: number): Promise<{ readonly ids: readonly number[]; readonly last: number | undefined }> {
  const { startMs: since } = boundedRange({ startMs: sinceMs, endMs: sinceMs });
  const [{ rows: chunks }, { rows: [shelf] }] = await Promise.all([
    sql<{ seriesId: number; chunks: number }>`
      SELECT c.series_id, count(*)::integer AS chunks FROM (
        SELECT c.series_id FROM metrics.chunks c
        WHERE c.tenant_id = ${tenantId} AND c.series_id > ${after} AND c.start_ms >= ${dayOf(since) * DAY_MS} AND c.end_ms >= ${since} ORDER BY c.series_id LIMIT ${limit + 1}
      ) AS c GROUP BY c.series_id ORDER BY c.series_id`.execute(trx),
    sql<{ shelf: number; places: readonly number[] }>`
      SELECT b.shelf, array_agg(DISTINCT place::integer) AS places FROM metrics.blocks b, unnest(b.places) AS place
      WHERE b.tenant_id = ${tenantId} AND b.start_ms >= ${dayOf(since) * DAY_MS} AND b.end_ms >= ${since} AND b.shelf = (
        SELECT b.shelf FROM metrics.blocks b, unnest(b.places) AS place
        WHERE b.tenant_id = ${tenantId} AND b.shelf >= ${shelfOf(after + 1)} AND b.start_ms >= ${dayOf(since) * DAY_MS} AND b.end_ms >= ${since} AND b.shelf * ${SHELF_SIZE}::bigint + place > ${after}
        ORDER BY b.shelf LIMIT 1
      ) GROUP BY b.shelf`.execute(trx),
  ]);
  const isCut = chunks.reduce((sum, series) => sum + series.chunks, 0) > limit;
  // The last series may have more than were counted: it is taken only when it is the only one.
  const whole = isCut && chunks.length > 1 ? chunks.slice(0, -1) : chunks;
  const lasts = [...(isCut ? [whole.at(-1)?.seriesId ?? after] : []), ...(shelf ? [endOfShelf(shelf.shelf)] : [])];
  const last = lasts.length > 0 ? Math.min(...lasts) : undefined;
  const ofBlocks = shelf ? seriesOf({ shelf: shelf.shelf, places: shelf.places }) : [];
  const ids = [...new Set([...whole.map(({ seriesId }) => seriesId), ...ofBlocks])].filter((id) => id > after && id <= (last ?? Infinity)).sort((one, other) => one - other);
  return { ids, last };
}
