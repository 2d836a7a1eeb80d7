import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { ArchivedChunk, MetricsTransaction, StoredChunk } from './chunk-archive.ts';
import { joinByHashing } from './planner-settings.ts';
import type { Stretch } from './compaction-plan.ts';
import { endOfShelf, SHELF_SIZE, shelfOf } from './block-rows.ts';
import { chunkColumns, chunkOf, type ChunkRow, DAY_MS, dayOf } from './chunk-rows.ts';

// Chunks are joined when a stretch of time is over, and all of a day again when that is over, for series with few samples.
const SHORT_MS = 2 * 60 * 60 * 1000;
const stretchesOf = ({ startMs }: ArchivedChunk): readonly Stretch[] => {
  const [short, day] = [Math.floor(startMs / SHORT_MS) * SHORT_MS, dayOf(startMs) * DAY_MS];
  return [{ startMs: short, endMs: short + SHORT_MS }, { startMs: day, endMs: day + DAY_MS }];
};

/** Remembers that these chunks want to be joined with their neighbours. */
export async function askForCompaction(trx: MetricsTransaction, tenantId: TenantId, chunks: readonly ArchivedChunk[]): Promise<void> {
  const stretches = [...new Map(chunks.filter(({ startMs }) => startMs >= 0).flatMap(stretchesOf).map((stretch) => [`${stretch.startMs}-${stretch.endMs}`, stretch])).values()].sort((one, other) => one.startMs - other.startMs || one.endMs - other.endMs);
  await sql`
    INSERT INTO metrics.compactions (tenant_id, start_ms, end_ms)
    SELECT ${tenantId}::uuid, s.start_ms, s.end_ms FROM unnest(${stretches.map(({ startMs }) => startMs)}::bigint[], ${stretches.map(({ endMs }) => endMs)}::bigint[]) AS s (start_ms, end_ms)
    ON CONFLICT DO NOTHING`.execute(trx);
}

/** Whether nobody else joins chunks of the tenant, nor will until the end of the transaction. */
export async function tryLockCompaction(trx: MetricsTransaction, tenantId: TenantId): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`SELECT pg_try_advisory_xact_lock(hashtextextended(${JSON.stringify(['metrics', 'compaction', tenantId])}, 0)) AS locked`.execute(trx);
  return rows[0]?.locked === true;
}

/** A stretch that ended before `endedBefore`. */
export async function claimStretch(trx: MetricsTransaction, tenantId: TenantId, endedBefore: number): Promise<(Stretch & { readonly doneSeries: number }) | undefined> {
  const { rows } = await sql<Stretch & { doneSeries: number }>`
    SELECT start_ms, end_ms, done_series FROM metrics.compactions
    WHERE tenant_id = ${tenantId} AND end_ms <= ${endedBefore} ORDER BY end_ms, start_ms DESC LIMIT 1`.execute(trx);
  return rows[0];
}

/** Series up to `doneSeries` are done; undefined: all are. */
export async function saveProgress(trx: MetricsTransaction, tenantId: TenantId, { startMs, endMs }: Stretch, doneSeries: number | undefined): Promise<void> {
  if (doneSeries === undefined) await sql`DELETE FROM metrics.compactions WHERE tenant_id = ${tenantId} AND start_ms = ${startMs} AND end_ms = ${endMs}`.execute(trx);
  else await sql`UPDATE metrics.compactions SET done_series = ${doneSeries} WHERE tenant_id = ${tenantId} AND start_ms = ${startMs} AND end_ms = ${endMs}`.execute(trx);
}

/** A chunk as its key and size; `digest` tells it from another with the same times, `joined` from the same chunk stored again. */
export type ChunkHead = Pick<StoredChunk, 'seriesId' | 'startMs' | 'endMs' | 'samples'> & { readonly digest: number; readonly joined: boolean };

/** How far about so many chunks of the stretch, or as many blocks, reach, in the order of series: the end of a shelf; undefined: to the end. */
export async function reachOf(trx: MetricsTransaction, tenantId: TenantId, { startMs, endMs }: Stretch, doneSeries: number, chunks: number): Promise<number | undefined> {
  const { rows } = await sql<{ last: number | null; found: number }>`
    SELECT max(series_id) AS last, count(*)::integer AS found FROM (
      SELECT c.series_id FROM metrics.chunks c
      WHERE c.tenant_id = ${tenantId} AND c.series_id > ${doneSeries} AND c.start_ms >= ${startMs} AND c.start_ms < ${endMs} ORDER BY c.series_id LIMIT ${chunks}
    ) AS ahead
    UNION ALL
    SELECT max(shelf) * ${SHELF_SIZE}::bigint, count(*)::integer FROM (
      SELECT b.shelf FROM metrics.blocks b
      WHERE b.tenant_id = ${tenantId} AND b.shelf > ${shelfOf(doneSeries)} AND b.start_ms >= ${startMs} AND b.start_ms < ${endMs} ORDER BY b.shelf LIMIT ${chunks}
    ) AS ahead`.execute(trx);
  const cuts = rows.flatMap(({ last, found }) => (found === chunks && last !== null ? [endOfShelf(shelfOf(last))] : []));
  return cuts.length === 0 ? undefined : Math.min(...cuts);
}

/** All chunks of some series on the day of the stretch, by series and start. */
export async function chunksOfDay(trx: MetricsTransaction, tenantId: TenantId, { startMs }: Stretch, series: { readonly after: number; readonly last: number | undefined }): Promise<readonly ChunkHead[]> {
  const { rows } = await sql<ChunkHead>`
    SELECT c.series_id, c.start_ms, c.end_ms, c.samples, c.digest, c.joined FROM metrics.chunks c
    WHERE c.tenant_id = ${tenantId} AND c.series_id > ${series.after} AND c.series_id <= ${series.last ?? Number.MAX_SAFE_INTEGER}
      AND c.start_ms >= ${dayOf(startMs) * DAY_MS} AND c.start_ms < ${(dayOf(startMs) + 1) * DAY_MS}
    ORDER BY c.series_id, c.start_ms`.execute(trx);
  return rows;
}

/** Takes chunks out, which are sorted by series; answers those that were still there. */
export async function takeChunks(trx: MetricsTransaction, tenantId: TenantId, chunks: readonly ChunkHead[]): Promise<readonly (StoredChunk & ChunkHead)[]> {
  if (chunks.length === 0) return [];
  const starts = chunks.map(({ startMs }) => startMs);
  await joinByHashing(trx);
  const { rows } = await sql<ChunkRow & ChunkHead>`
    DELETE FROM metrics.chunks c
    USING unnest(${chunks.map(({ seriesId }) => seriesId)}::bigint[], ${starts}::bigint[], ${chunks.map(({ endMs }) => endMs)}::bigint[], ${chunks.map(({ digest }) => digest)}::integer[], ${chunks.map(({ joined }) => joined)}::boolean[])
      AS k (series_id, start_ms, end_ms, digest, joined)
    WHERE c.tenant_id = ${tenantId} AND c.series_id = k.series_id AND c.start_ms = k.start_ms AND c.end_ms = k.end_ms AND c.digest = k.digest AND c.joined = k.joined
      AND c.series_id BETWEEN ${chunks[0]?.seriesId ?? 0} AND ${chunks.at(-1)?.seriesId ?? 0} AND c.start_ms BETWEEN ${Math.min(...starts)} AND ${Math.max(...starts)}
    RETURNING ${chunkColumns}, c.digest, c.joined`.execute(trx);
  return rows.map((row) => ({ ...chunkOf(row), digest: row.digest, joined: row.joined }));
}
