import type { Actor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { ChunkError } from '#pkg/xor-chunk';
import type { MetricsTransaction } from './chunk-archive.ts';
import { dayOf, insertChunks, makePartitions, type NewChunk } from './chunk-rows.ts';
import { planCompaction } from './compaction-plan.ts';
import { type ChunkHead, chunksOfDay, claimStretch, reachOf, saveProgress, takeChunks, tryLockCompaction } from './compaction-rows.ts';
import { mergeChunks } from './merge-chunks.ts';

/** Chunks come this much after their samples, so a stretch is joined that much after its end; what comes even later is joined by itself. */
export const SETTLED_AFTER_MS = 2 * 60 * 60 * 1000;

export interface CompactionDeps {
  readonly transactions: Transactions;
  /** About so many in one transaction, but all of a series. */
  readonly chunksAtOnce?: number;
}

/**
 * Joins the chunks of some series of one tenant, in one transaction: readers see either the old or the new ones. False when nothing is due, or somebody else
 * is at it. Bytes that are no chunk are reported and left as they are.
 */
export type CompactChunks = (actor: Actor, now: Date, onCorrupt: OnCorrupt) => Promise<boolean>;
export type OnCorrupt = (error: ChunkError, seriesId: number) => void;

/** Several may run at once: each for another tenant, because chunks of one stretch may overlap those of another. */
export const compactChunks = ({ transactions, chunksAtOnce = 4_000 }: CompactionDeps): CompactChunks => (actor, now, onCorrupt) =>
  transactions.run(actor, async (scope) => {
    const trx: MetricsTransaction = scope.trx.$pickTables();
    const { tenantId } = actor;
    if (!(await tryLockCompaction(trx, tenantId))) return false;
    const stretch = await claimStretch(trx, tenantId, now.getTime() - SETTLED_AFTER_MS);
    if (!stretch) return false;
    const last = await reachOf(trx, tenantId, stretch, stretch.doneSeries, chunksAtOnce);
    const heads = await chunksOfDay(trx, tenantId, stretch, { after: stretch.doneSeries, last });
    const groups = [...Map.groupBy(heads, ({ seriesId }) => seriesId).values()].flatMap((chunks) => planCompaction(chunks, stretch));
    if (groups.length > 0) await rewrite(trx, actor, groups, onCorrupt);
    await saveProgress(trx, tenantId, stretch, last);
    return true;
  });

async function rewrite(trx: MetricsTransaction, { tenantId }: Actor, groups: readonly (readonly ChunkHead[])[], onCorrupt: OnCorrupt): Promise<void> {
  const groupOf = new Map(groups.flatMap((group, index) => group.map((chunk) => [keyOf(chunk), index] as const)));
  // Somebody may have taken some away since they were listed: what was still there decides.
  const taken = await takeChunks(trx, tenantId, groups.flat());
  const parts = Map.groupBy(taken, (chunk) => groupOf.get(keyOf(chunk)) ?? -1);
  const merged = [...parts.values()].flatMap((chunks): readonly NewChunk[] => {
    try {
      return mergeChunks(chunks);
    } catch (error) {
      if (!(error instanceof ChunkError)) throw error;
      onCorrupt(error, chunks[0]?.seriesId ?? 0);
      return chunks;
    }
  });
  await makePartitions(trx, merged.map(({ startMs }) => dayOf(startMs)));
  await insertChunks(trx, tenantId, merged);
}

const keyOf = ({ seriesId, startMs, endMs, digest, joined }: ChunkHead): string => `${seriesId} ${startMs} ${endMs} ${digest} ${joined}`;
