import type { Actor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { ChunkError } from '#pkg/xor-chunk';
import { type BlockHead, blocksOfDay, insertBlocks, seriesOf, shelfOf, takeBlocks } from './block-rows.ts';
import type { MetricsTransaction, StoredChunk } from './chunk-archive.ts';
import { dayOf, insertChunks, makePartitions } from './chunk-rows.ts';
import { planCompaction, type PlannedChunk, type Stretch } from './compaction-plan.ts';
import { type ChunkHead, chunksOfDay, claimStretch, reachOf, saveProgress, takeChunks, tryLockCompaction } from './compaction-rows.ts';
import { encodeTimesOnce, joinPieces } from './join-pieces.ts';

/** Chunks come this much after their samples, so a stretch is joined that much after its end; what comes even later is joined by itself. */
export const SETTLED_AFTER_MS = 2 * 60 * 60 * 1000;

export interface CompactionDeps {
  readonly transactions: Transactions;
  /** About so many in one transaction, but all of a shelf. */
  readonly chunksAtOnce?: number;
}

/**
 * Joins the chunks of some series of one tenant, in one transaction: readers see either the old or the new ones. False when nothing is due, or somebody else
 * is at it. Bytes that are no chunk are reported and left as they are.
 */
export type CompactChunks = (actor: Actor, now: Date, onCorrupt: OnCorrupt) => Promise<boolean>;
export type OnCorrupt = (error: ChunkError, seriesId: number) => void;

/** What is stored of one series and one stretch of time: a chunk, or its part of a block. */
interface Piece extends PlannedChunk {
  readonly seriesId: number;
  readonly of: ChunkHead | BlockHead;
}

/** Several may run at once: each for another tenant, because chunks of one stretch may overlap those of another. */
export const compactChunks = ({ transactions, chunksAtOnce = 4_000 }: CompactionDeps): CompactChunks => (actor, now, onCorrupt) =>
  transactions.run(actor, async (scope) => {
    const trx: MetricsTransaction = scope.trx.$pickTables();
    const { tenantId } = actor;
    if (!(await tryLockCompaction(trx, tenantId))) return false;
    const stretch = await claimStretch(trx, tenantId, now.getTime() - SETTLED_AFTER_MS);
    if (!stretch) return false;
    const { doneSeries } = stretch;
    const last = await reachOf(trx, tenantId, stretch, doneSeries, chunksAtOnce);
    const [chunks, blocks] = await Promise.all([
      chunksOfDay(trx, tenantId, stretch, { after: doneSeries, last }),
      blocksOfDay(trx, tenantId, stretch.startMs, { first: shelfOf(doneSeries + 1), last: last === undefined ? undefined : shelfOf(last) }),
    ]);
    const groups = planOf(chunks, blocks, stretch);
    if (groups.length > 0) await rewrite(trx, actor, groups, onCorrupt);
    await saveProgress(trx, tenantId, stretch, last);
    return true;
  });

/** What is to be written anew, and as one where it is of one group. Of a block all of its series are written anew, or none. */
function planOf(chunks: readonly ChunkHead[], blocks: readonly BlockHead[], stretch: Stretch): readonly (readonly Piece[])[] {
  const pieces = [
    ...chunks.map((chunk): Piece => ({ ...chunk, of: chunk })),
    ...blocks.flatMap((block) => seriesOf(block).map((seriesId): Piece => ({ seriesId, startMs: block.startMs, endMs: block.endMs, samples: block.samples, joined: true, of: block }))),
  ];
  const bySeries = Map.groupBy(pieces, ({ seriesId }) => seriesId).values();
  const groups = [...bySeries].flatMap((ofSeries) => planCompaction(ofSeries.sort((one, other) => one.startMs - other.startMs), stretch));
  const planned = new Set(groups.flat());
  const opened = new Set([...planned].map((piece) => piece.of));
  return [...groups, ...pieces.filter((piece) => !planned.has(piece) && opened.has(piece.of)).map((piece) => [piece])];
}

async function rewrite(trx: MetricsTransaction, { tenantId }: Actor, groups: readonly (readonly Piece[])[], onCorrupt: OnCorrupt): Promise<void> {
  const sources = [...new Set(groups.flat().map((piece) => piece.of))];
  // Somebody may have taken some away since they were listed: what was still there decides.
  const chunks = new Map((await takeChunks(trx, tenantId, sources.filter(isChunk))).map((chunk) => [keyOf(chunk), chunk]));
  const blocks = await takeBlocks(trx, tenantId, sources.filter((source): source is BlockHead => !isChunk(source)));
  const taken = ({ seriesId, of }: Piece): StoredChunk | undefined => (isChunk(of) ? chunks.get(keyOf(of)) : blocks.get(of.id)?.find((part) => part.seriesId === seriesId));
  const encode = encodeTimesOnce();
  const joined = groups.map((pieces) => joinPieces(pieces.map(taken).filter((chunk) => chunk !== undefined), encode, onCorrupt));
  const [columns, rest] = [joined.flatMap((one) => one.columns), joined.flatMap((one) => one.chunks)];
  await makePartitions(trx, [...columns, ...rest].map(({ startMs }) => dayOf(startMs)));
  await insertChunks(trx, tenantId, rest);
  await insertBlocks(trx, tenantId, columns);
}

const isChunk = (source: ChunkHead | BlockHead): source is ChunkHead => 'digest' in source;
const keyOf = ({ seriesId, startMs, endMs, digest, joined }: ChunkHead): string => `${seriesId} ${startMs} ${endMs} ${digest} ${joined}`;
