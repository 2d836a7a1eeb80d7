import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { TimeRange } from '../ports/metric-store.ts';
import type { ArchivedChunk, MetricsTransaction, StoredChunk } from './chunk-archive.ts';

export const DAY_MS = 86_400_000;

/** The day of a time, counted from 1970-01-01 (UTC). */
export const dayOf = (timestampMs: number): number => Math.floor(timestampMs / DAY_MS);

/** From 1970 on, and no later than a chunk could be. */
export const boundedRange = ({ startMs, endMs }: TimeRange): TimeRange => ({ startMs: Math.max(0, Math.floor(startMs)), endMs: Math.min(2 ** 52, Math.ceil(endMs)) });

/** Bytes in one statement: enough to make its cost small, little enough to hold several in memory. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;
const KINDS = ['float', 'histogram'] as const;

/** A chunk to insert; without `seq` it is the newest, and to be joined with its neighbours. */
export type NewChunk = ArchivedChunk & { readonly seq?: number };

/** Inserts chunks, each of one day. Those that are there already are left as they are. Joined ones need the partition of their day. */
export async function insertChunks(trx: MetricsTransaction, tenantId: TenantId, chunks: readonly NewChunk[]): Promise<void> {
  await Promise.all([...batchesOf(chunks)].map((batch) => insertBatch(trx, tenantId, batch)));
}

/**
 * The data travels as one value that the statement cuts up: an array of byte strings would go as text, of twice the size. Rows in the order of
 * their key, so that two who store the same do not wait for each other in a ring.
 */
async function insertBatch(trx: MetricsTransaction, tenantId: TenantId, chunks: readonly NewChunk[]): Promise<void> {
  let end = 1;
  const places = chunks.map(({ data }) => (end += data.length) - data.length);
  await sql`
    INSERT INTO metrics.chunks (tenant_id, series_id, start_ms, end_ms, seq, digest, samples, kind, joined, data)
    SELECT ${tenantId}::uuid, c.series_id, c.start_ms, c.end_ms, coalesce(c.seq, nextval('metrics.chunk_order')), c.digest, c.samples, c.kind, c.seq IS NOT NULL, substr(${Buffer.concat(chunks.map(({ data }) => data))}::bytea, c.place, c.bytes)
    FROM unnest(${chunks.map(({ seriesId }) => seriesId)}::bigint[], ${chunks.map(({ startMs }) => startMs)}::bigint[], ${chunks.map(({ endMs }) => endMs)}::bigint[],
      ${chunks.map(({ seq }) => seq ?? null)}::bigint[], ${chunks.map(({ data }) => digestOf(data))}::integer[], ${chunks.map(({ samples }) => samples)}::integer[],
      ${chunks.map(({ kind }) => KINDS.indexOf(kind))}::smallint[], ${places}::integer[], ${chunks.map(({ data }) => data.length)}::integer[])
      AS c (series_id, start_ms, end_ms, seq, digest, samples, kind, place, bytes)
    ON CONFLICT DO NOTHING`.execute(trx);
}

function* batchesOf(chunks: readonly NewChunk[]): Generator<readonly NewChunk[]> {
  const sorted = [...chunks].sort((one, other) => one.seriesId - other.seriesId || one.startMs - other.startMs || one.endMs - other.endMs);
  let [first, bytes] = [0, 0];
  for (const [index, { data }] of sorted.entries()) {
    bytes += data.length;
    if (bytes < BYTES_AT_ONCE) continue;
    yield sorted.slice(first, index + 1);
    [first, bytes] = [index + 1, 0];
  }
  if (first < sorted.length) yield sorted.slice(first);
}

/** A chunk ends with its checksum. */
const digestOf = (data: Uint8Array): number => Buffer.from(data.buffer, data.byteOffset, data.byteLength).readInt32BE(data.byteLength - 4);

/** A row of `chunkColumns` as a chunk. */
export const chunkOf = ({ kind, ...row }: ChunkRow): StoredChunk => ({ ...row, kind: KINDS[kind] ?? 'float' });

/** What a statement with `chunkColumns` answers. */
export type ChunkRow = Omit<StoredChunk, 'kind'> & { readonly kind: number };
export const chunkColumns = sql`c.series_id, c.start_ms, c.end_ms, c.seq, c.samples, c.kind, c.data`;

/** Chunks of these series that reach into the range, in no order. */
export async function readChunks(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], range: TimeRange): Promise<StoredChunk[]> {
  const { startMs, endMs } = boundedRange(range);
  if (seriesIds.length === 0 || startMs > endMs) return [];
  // No chunk is of two days: with the beginning of the first one the planner leaves other partitions alone.
  const { rows } = await sql<ChunkRow>`
    SELECT ${chunkColumns} FROM metrics.chunks c
    WHERE c.tenant_id = ${tenantId} AND c.series_id = ANY(${[...seriesIds]}::bigint[])
      AND c.start_ms >= ${dayOf(startMs) * DAY_MS} AND c.start_ms <= ${endMs} AND c.end_ms >= ${startMs}`.execute(trx);
  return rows.map(chunkOf);
}

/** Makes sure that joined chunks and blocks of these days have a place. */
export async function makePartitions(trx: MetricsTransaction, days: Iterable<number>): Promise<void> {
  await sql`SELECT metrics.make_chunk_partitions(${[...new Set(days)]}::integer[])`.execute(trx);
}
