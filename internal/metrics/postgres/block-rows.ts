import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { TimeRange } from '../ports/metric-store.ts';
import type { MetricsTransaction, StoredChunk } from './chunk-archive.ts';
import { boundedRange, DAY_MS, dayOf } from './chunk-rows.ts';
import { SharedTimes } from './shared-times.ts';

/** Ids of series in a row that share a shelf: those of one target were mostly given out together. */
export const SHELF_SIZE = 1024;
export const shelfOf = (seriesId: number): number => Math.floor(seriesId / SHELF_SIZE);
/** The last series that can be on a shelf. */
export const endOfShelf = (shelf: number): number => (shelf + 1) * SHELF_SIZE - 1;

/** The values of one series in a block to be. Columns with equal `times` may share a block. */
export interface BlockColumn {
  readonly seriesId: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly samples: number;
  readonly seq: number;
  readonly times: Uint8Array;
  readonly data: Uint8Array;
}

/** Series in one row at most: whoever wants all of a block reads some hundred kilobytes. */
const SERIES_PER_BLOCK = 128;
/** Bytes in one statement. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/** Stores columns as blocks: those of a shelf with the same times together. They need the partition of their day. */
export async function insertBlocks(trx: MetricsTransaction, tenantId: TenantId, columns: readonly BlockColumn[]): Promise<void> {
  const alike = Map.groupBy(columns, ({ seriesId, times }) => `${shelfOf(seriesId)} ${Buffer.from(times).toString('latin1')}`);
  let [batch, bytes]: [(readonly BlockColumn[])[], number] = [[], 0];
  for (const group of alike.values()) {
    const sorted = [...group].sort((one, other) => one.seriesId - other.seriesId);
    for (let from = 0; from < sorted.length; from += SERIES_PER_BLOCK) {
      const block = sorted.slice(from, from + SERIES_PER_BLOCK);
      batch.push(block);
      bytes += block.reduce((sum, { data }) => sum + data.length, 0);
      if (bytes < BYTES_AT_ONCE) continue;
      await insertBatch(trx, tenantId, batch);
      [batch, bytes] = [[], 0];
    }
  }
  if (batch.length > 0) await insertBatch(trx, tenantId, batch);
}

/** Bytes travel as one value that the statement cuts up, as those of chunks do. */
async function insertBatch(trx: MetricsTransaction, tenantId: TenantId, blocks: readonly (readonly BlockColumn[])[]): Promise<void> {
  let [timesEnd, dataEnd] = [1, 1];
  const rows = blocks.map((columns) => {
    const [first] = columns as readonly [BlockColumn];
    const shelf = shelfOf(first.seriesId);
    const [timesPlace, dataPlace] = [timesEnd, dataEnd];
    const ends = columns.map(({ data }) => (dataEnd += data.length) - dataPlace);
    timesEnd += first.times.length;
    return { first, shelf, timesPlace, dataPlace, bytes: dataEnd - dataPlace, ends, seq: Math.min(...columns.map(({ seq }) => seq)), places: columns.map(({ seriesId }) => seriesId - shelf * SHELF_SIZE) };
  });
  const listsOf = (of: (row: (typeof rows)[number]) => readonly number[]): string[] => rows.map((row) => `{${of(row).join(',')}}`);
  await sql`
    INSERT INTO metrics.blocks (tenant_id, shelf, start_ms, end_ms, seq, samples, places, ends, times, data)
    SELECT ${tenantId}::uuid, b.shelf, b.start_ms, b.end_ms, b.seq, b.samples, b.places::smallint[], b.ends::integer[],
      substr(${Buffer.concat(rows.map(({ first }) => first.times))}::bytea, b.times_place, b.times_bytes), substr(${Buffer.concat(blocks.flatMap((columns) => columns.map(({ data }) => data)))}::bytea, b.data_place, b.data_bytes)
    FROM unnest(${rows.map(({ shelf }) => shelf)}::bigint[], ${rows.map(({ first }) => first.startMs)}::bigint[], ${rows.map(({ first }) => first.endMs)}::bigint[], ${rows.map(({ seq }) => seq)}::bigint[],
      ${rows.map(({ first }) => first.samples)}::integer[], ${listsOf(({ places }) => places)}::text[], ${listsOf(({ ends }) => ends)}::text[], ${rows.map(({ timesPlace }) => timesPlace)}::integer[],
      ${rows.map(({ first }) => first.times.length)}::integer[], ${rows.map(({ dataPlace }) => dataPlace)}::integer[], ${rows.map(({ bytes }) => bytes)}::integer[])
      AS b (shelf, start_ms, end_ms, seq, samples, places, ends, times_place, times_bytes, data_place, data_bytes)`.execute(trx);
}

interface SliceRow {
  readonly shelf: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly seq: number;
  readonly samples: number;
  /** As `array_send` writes them. */
  readonly places: Buffer;
  readonly starts: Buffer;
  readonly ends: Buffer;
  readonly times: Buffer;
  /** From the first to the last byte that is wanted. */
  readonly data: Buffer;
}

/** The parts of blocks that are of these series and reach into the range, in no order. A row of the answer has one stretch of bytes, from the first to the last series that is wanted. */
export async function readBlocks(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], range: TimeRange): Promise<StoredChunk[]> {
  const { startMs, endMs } = boundedRange(range);
  if (seriesIds.length === 0 || startMs > endMs) return [];
  const asked = [...Map.groupBy(seriesIds, shelfOf)];
  // Which of a shelf are wanted is a bit each: prepared statements look through lists of parameters from their beginning.
  const { rows } = await sql<SliceRow>`
    SELECT b.shelf, b.start_ms, b.end_ms, b.seq, b.samples, b.times, wanted.places, wanted.starts, wanted.ends, substr(b.data, wanted.first + 1, wanted.last - wanted.first) AS data
    FROM unnest(${asked.map(([shelf]) => shelf)}::bigint[], ${asked.map(([shelf, ids]) => bitsOf(shelf, ids))}::bytea[]) AS asked (shelf, bits)
    JOIN metrics.blocks b ON b.shelf = asked.shelf
    CROSS JOIN LATERAL (
      SELECT array_send(array_agg(part.place::integer)) AS places, array_send(array_agg(part.start)) AS starts, array_send(array_agg(part.stop)) AS ends, min(part.start) AS first, max(part.stop) AS last
      FROM unnest(b.places, 0 || b.ends, b.ends) AS part (place, start, stop) WHERE get_bit(asked.bits, part.place) = 1
    ) wanted
    WHERE b.tenant_id = ${tenantId} AND b.start_ms >= ${dayOf(startMs) * DAY_MS} AND b.start_ms <= ${endMs} AND b.end_ms >= ${startMs} AND wanted.first IS NOT NULL`.execute(trx);
  return rows.flatMap(({ shelf, places, starts, ends, times, data, ...row }) => {
    const [inShelf, first, after, shared] = [numbersIn(places), numbersIn(starts), numbersIn(ends), new SharedTimes(times)];
    const origin = Math.min(...first);
    return inShelf.map((place, at): StoredChunk => ({ ...row, seriesId: shelf * SHELF_SIZE + place, kind: 'float', data: data.subarray((first[at] ?? 0) - origin, (after[at] ?? 0) - origin), times: shared }));
  });
}

/** A bit for each place of a shelf, as `get_bit` counts them. */
function bitsOf(shelf: number, seriesIds: readonly number[]): Buffer {
  const bits = Buffer.alloc(SHELF_SIZE / 8);
  for (const id of seriesIds) {
    const place = id - shelf * SHELF_SIZE;
    bits[place >> 3] = (bits[place >> 3] as number) | (1 << (place & 7));
  }
  return bits;
}

/** An array of integers as `array_send` writes it: five words, and in front of each number its length. */
const numbersIn = (sent: Buffer): number[] => Array.from({ length: sent.readInt32BE(12) }, (_, at) => sent.readInt32BE(24 + at * 8));

/** A block without its samples. */
export interface BlockHead {
  readonly shelf: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly id: number;
  readonly samples: number;
  readonly places: readonly number[];
}

export const seriesOf = ({ shelf, places }: Pick<BlockHead, 'shelf' | 'places'>): number[] => places.map((place) => shelf * SHELF_SIZE + place);

/** All blocks of some shelves on the day of a time, by start. */
export async function blocksOfDay(trx: MetricsTransaction, tenantId: TenantId, startMs: number, shelves: { readonly first: number; readonly last: number | undefined }): Promise<readonly BlockHead[]> {
  const { rows } = await sql<BlockHead>`
    SELECT b.shelf, b.start_ms, b.end_ms, b.id, b.samples, b.places FROM metrics.blocks b
    WHERE b.tenant_id = ${tenantId} AND b.shelf >= ${shelves.first} AND b.shelf <= ${shelves.last ?? Number.MAX_SAFE_INTEGER}
      AND b.start_ms >= ${dayOf(startMs) * DAY_MS} AND b.start_ms < ${(dayOf(startMs) + 1) * DAY_MS} ORDER BY b.start_ms`.execute(trx);
  return rows;
}

/** Takes blocks out; answers what was in those that were still there. */
export async function takeBlocks(trx: MetricsTransaction, tenantId: TenantId, blocks: readonly BlockHead[]): Promise<ReadonlyMap<number, readonly StoredChunk[]>> {
  if (blocks.length === 0) return new Map();
  const starts = blocks.map(({ startMs }) => startMs);
  const { rows } = await sql<Omit<BlockHead, 'id'> & { readonly id: number; readonly seq: number; readonly ends: readonly number[]; readonly times: Buffer; readonly data: Buffer }>`
    DELETE FROM metrics.blocks b USING unnest(${blocks.map(({ shelf }) => shelf)}::bigint[], ${starts}::bigint[], ${blocks.map(({ endMs }) => endMs)}::bigint[], ${blocks.map(({ id }) => id)}::bigint[]) AS k (shelf, start_ms, end_ms, id)
    WHERE b.tenant_id = ${tenantId} AND b.shelf = k.shelf AND b.start_ms = k.start_ms AND b.end_ms = k.end_ms AND b.id = k.id AND b.start_ms BETWEEN ${Math.min(...starts)} AND ${Math.max(...starts)}
    RETURNING b.shelf, b.start_ms, b.end_ms, b.id, b.seq, b.samples, b.places, b.ends, b.times, b.data`.execute(trx);
  return new Map(rows.map(({ id, shelf, places, ends, times, data, ...row }) => {
    const shared = new SharedTimes(times);
    return [id, seriesOf({ shelf, places }).map((seriesId, at): StoredChunk => ({ ...row, seriesId, kind: 'float', data: data.subarray(ends[at - 1] ?? 0, ends[at]), times: shared }))];
  }));
}

/** Forgets the blocks of some shelves that begin, and so end, before a time. Answers how many. */
export async function deleteBlocks(trx: MetricsTransaction, tenantId: TenantId, beforeMs: number, rows: number): Promise<number> {
  const { numAffectedRows } = await sql`
    WITH batch AS (SELECT b.shelf FROM metrics.blocks b WHERE b.tenant_id = ${tenantId} AND b.start_ms < ${beforeMs} ORDER BY b.shelf LIMIT ${rows})
    DELETE FROM metrics.blocks WHERE tenant_id = ${tenantId} AND start_ms < ${beforeMs} AND shelf <= (SELECT max(shelf) FROM batch)`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
