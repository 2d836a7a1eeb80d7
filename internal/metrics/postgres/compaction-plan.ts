/** What a plan needs to know of a chunk. */
export interface PlannedChunk {
  readonly startMs: number;
  readonly endMs: number;
  readonly samples: number;
  /** It has been through this before. */
  readonly joined: boolean;
}

/** A chunk with this many samples is big enough: two hours of a scrape every 15 seconds. */
const ENOUGH_SAMPLES = 480;
const MOST_SAMPLES = 1000;

/** A stretch of time, without its end. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Which chunks of a series are to be written anew as one: those that overlap, and neighbours until there is enough, where one of them begins in the stretch.
 * All of a day come, sorted by their start: of chunks that overlap it counts which was stored first, so no group may hold but some of them. A chunk that stays
 * as it is belongs to no group; one that is new goes to the joined ones in any case.
 */
export function planCompaction<Chunk extends PlannedChunk>(chunks: readonly Chunk[], { startMs, endMs }: Stretch): readonly (readonly Chunk[])[] {
  const groups: Chunk[][] = [];
  let total = 0;
  for (const cluster of overlapping(chunks)) {
    if (!cluster.some((chunk) => chunk.startMs >= startMs && chunk.startMs < endMs)) continue;
    const samples = cluster.reduce((sum, chunk) => sum + chunk.samples, 0);
    const last = groups.at(-1);
    if (last && total < ENOUGH_SAMPLES && total + samples <= MOST_SAMPLES) {
      last.push(...cluster);
      total += samples;
    } else {
      groups.push(cluster);
      total = samples;
    }
  }
  return groups.filter((group) => group.length > 1 || group.some(({ joined }) => !joined));
}

function overlapping<Chunk extends PlannedChunk>(chunks: readonly Chunk[]): Chunk[][] {
  const clusters: Chunk[][] = [];
  let end = -Infinity;
  for (const chunk of chunks) {
    if (chunk.startMs <= end) clusters.at(-1)?.push(chunk);
    else clusters.push([chunk]);
    end = Math.max(end, chunk.endMs);
  }
  return clusters;
}
