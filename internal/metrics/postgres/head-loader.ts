import type { TenantId } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import type { HeadMemory } from '#pkg/series-head';
import type { ChunkArchive, MetricsTransaction } from './chunk-archive.ts';
import { sweepSince } from './series-sweep.ts';
import { labelsOfSeries } from './series-table.ts';
import { TenantHead } from './tenant-head.ts';
import { tailWal, type WalRow, walWriters } from './wal-table.ts';

/** Chunks that are read from the archive at a time. */
const CHUNKS_PER_READ = 5_000;

/** Reads in a transaction of its own: what takes long must not be one. */
export type Reading = <R>(work: (trx: MetricsTransaction) => Promise<R>) => Promise<R>;

/** What a head was to be made of went from the write-ahead log into chunks while it was read: reading it again helps. */
export class FlushedMeanwhile extends AppError {
  constructor() {
    super('unavailable', 'the newest samples are being put into chunks', { retryAfterSeconds: 1 });
  }
}

/** Makes the head of a tenant from what is stored: recent chunks first, then what was written since they were made. */
export async function loadHead(read: Reading, tenantId: TenantId, { memory, archive, floorMs }: { readonly memory: HeadMemory; readonly archive: ChunkArchive; readonly floorMs: number }): Promise<TenantHead> {
  const head = new TenantHead(memory, floorMs);
  try {
    // The horizons of before the chunks are read: a flush in between shows as rows that are missing, and the head is loaded again.
    const [writers, sweep] = await read((trx) => Promise.all([walWriters(trx, tenantId), sweepSince(trx, tenantId, Infinity)]));
    head.sweep = sweep?.announced ?? 0;
    for (const { writer, horizon } of writers) head.positions.set(writer, horizon);
    await loadChunks(read, tenantId, archive, head);
    head.knows(writers);
    head.mark();
    if (!(await catchUp(read, tenantId, head))) throw new FlushedMeanwhile();
    return head;
  } catch (error) {
    head.dispose();
    throw error;
  }
}

async function loadChunks(read: Reading, tenantId: TenantId, archive: ChunkArchive, head: TenantHead): Promise<void> {
  for (let after = 0; ; ) {
    const { chunks, labels } = await read(async (trx) => {
      const found = await archive.recent(trx, tenantId, head.floorMs, after, CHUNKS_PER_READ);
      return { chunks: found, labels: await labelsOfSeries(trx, tenantId, [...new Set(found.map(({ seriesId }) => seriesId))]) };
    });
    const last = chunks.at(-1);
    if (!last) return;
    for (const chunk of chunks) {
      const packed = labels.get(chunk.seriesId);
      if (packed === undefined) continue;
      head.series.addChunk(head.add(chunk.seriesId, packed), chunk.kind, chunk);
      head.newestMs = Math.max(head.newestMs, chunk.endMs);
    }
    after = last.seriesId;
  }
}

/** Takes in what others wrote since the last look. False when rows that it has not seen are gone already, or series that it knows may be deleted: then the head has to be loaded again. */
export async function catchUp(read: Reading, tenantId: TenantId, head: TenantHead, own?: number): Promise<boolean> {
  for (;;) {
    const [{ writers, rows, more }, sweep] = await read((trx) => Promise.all([tailWal(trx, tenantId, { positions: head.positions, except: own }), sweepSince(trx, tenantId, head.sweep)]));
    if (sweep && !head.sees(sweep)) return false;
    if (writers.some(({ writer, horizon }) => horizon > (head.positions.get(writer) ?? 0))) return false;
    head.knows(writers, own);
    await apply(read, tenantId, head, rows);
    if (!more) return true;
  }
}

async function apply(read: Reading, tenantId: TenantId, head: TenantHead, rows: readonly WalRow[]): Promise<void> {
  const unknown = new Set<number>();
  for (const { body } of rows) head.unknownIds(body, unknown);
  if (unknown.size > 0) {
    for (const [id, packed] of await read((trx) => labelsOfSeries(trx, tenantId, [...unknown]))) head.add(id, packed);
  }
  for (const { writer, seq, body } of rows) {
    if (seq <= (head.positions.get(writer) ?? 0)) continue;
    head.replay(body);
    head.positions.set(writer, seq);
  }
}
