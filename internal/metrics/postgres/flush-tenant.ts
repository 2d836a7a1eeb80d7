import type { Actor, TenantId } from '#internal/kernel';
import { HeadMemory } from '#pkg/series-head';
import type { ArchivedChunk, ChunkArchive, MetricsTransaction } from './chunk-archive.ts';
import { advanceFlush, claimFlush, type ClaimedFlush, endFlush, rowsOfCut } from './flush-table.ts';
import { metricsOf, type TenantDeps } from './tenant-deps.ts';
import { TenantHead } from './tenant-head.ts';

/** Rows of the write-ahead log that are read at a time, and chunks that are stored in a transaction. */
const ROWS_PER_READ = 100;
const CHUNKS_PER_STORE = 2_000;

interface Flush {
  readonly tenantId: TenantId;
  readonly holder: number;
  readonly archive: ChunkArchive;
  readonly run: <R>(work: (trx: MetricsTransaction) => Promise<R>) => Promise<R>;
}

/**
 * Makes chunks of what is in the write-ahead log of a tenant, and empties that. It works from the log alone, so any process can do it, also one that takes
 * over from another that died: the cut and the series that are done are stored with the chunks. Answers how many chunks it stored; 0 also when
 * another process is at it. Throws `FlushLost`.
 */
export async function flushTenant({ transactions, archive, writer }: Pick<TenantDeps, 'transactions' | 'archive' | 'writer'>, actor: Actor): Promise<number> {
  const holder = await writer(actor);
  const flush: Flush = { tenantId: actor.tenantId, holder, archive, run: (work) => transactions.run(actor, ({ trx }) => work(metricsOf(trx))) };
  const claimed = await flush.run((trx) => claimFlush(trx, flush.tenantId, holder));
  if (!claimed) return 0;
  const stored = claimed.cut.length === 0 ? 0 : await storeChunks(flush, claimed, await readLog(flush, claimed));
  await flush.run((trx) => endFlush(trx, flush.tenantId, holder, claimed.cut));
  return stored;
}

/** A head of what is in the cut. It has memory of its own, which goes with it. */
async function readLog({ tenantId, run }: Flush, { cut }: ClaimedFlush): Promise<TenantHead> {
  const head = new TenantHead(new HeadMemory(), -Infinity);
  for (const ofWriter of cut) {
    for (let after = 0; after < ofWriter.seq; ) {
      const rows = await run((trx) => rowsOfCut(trx, tenantId, ofWriter, after, ROWS_PER_READ));
      const last = rows.at(-1);
      if (!last) break;
      for (const { body } of rows) {
        const unknown = new Set<number>();
        head.unknownIds(body, unknown);
        for (const id of unknown) head.addNameless(id);
        head.replay(body);
      }
      after = last.seq;
    }
  }
  return head;
}

async function storeChunks(flush: Flush, { nextSeries }: ClaimedFlush, head: TenantHead): Promise<number> {
  const { tenantId, holder, archive, run } = flush;
  let [stored, batch]: [number, ArchivedChunk[]] = [0, []];
  const store = async (next: number): Promise<void> => {
    const chunks = batch;
    batch = [];
    stored += chunks.length;
    await run(async (trx) => {
      await advanceFlush(trx, tenantId, holder, next);
      await archive.store(trx, tenantId, chunks);
    });
  };
  const ids = [...head.series.refs()].map((ref) => head.idOf(ref)).filter((id) => id >= nextSeries).sort((one, other) => one - other);
  for (const seriesId of ids) {
    const ref = head.refOfId(seriesId);
    if (ref === undefined) continue;
    for (const chunk of head.series.sealAll(ref)) batch.push({ seriesId, ...chunk });
    if (batch.length >= CHUNKS_PER_STORE) await store(seriesId + 1);
  }
  if (batch.length > 0) await store((ids.at(-1) ?? 0) + 1);
  return stored;
}
