import type { SeriesRoom } from '../values/step-series.ts';

/** Enough for a hundred series over an hour in steps of 15 seconds. */
const BLOCK_BYTES = 256 * 1024;
const BYTES_PER_STEP = 9;
/** Blocks of queries that are over, kept for the next ones. */
const MOST_SPARE = 32;
const spare: ArrayBuffer[] = [];

/**
 * Room for the series of one query, in blocks. To allocate each series by itself takes longer than to fill it; and large arrays that nobody needs any more make the
 * garbage collector run often, so blocks are used again where that is safe.
 */
export class SeriesRooms {
  private readonly blocks: ArrayBuffer[] = [];
  private block: ArrayBuffer | undefined;
  private steps = 0;
  private capacity = 0;
  private used = 0;

  /** For `steps` values of one series. */
  next(steps: number): SeriesRoom {
    const { block } = this;
    if (!block || steps !== this.steps || this.used === this.capacity) return this.inNewBlock(steps);
    const at = this.used++;
    return { floats: new Float64Array(block, at * steps * 8, steps), kinds: new Uint8Array(block, (this.capacity * 8 + at) * steps, steps) };
  }

  /** The query is over; blocks that its result lies in are not given back. */
  release(inUse: ReadonlySet<ArrayBufferLike>): void {
    for (const block of this.blocks) if (spare.length < MOST_SPARE && !inUse.has(block)) spare.push(block);
    this.blocks.length = 0;
    this.block = undefined;
  }

  private inNewBlock(steps: number): SeriesRoom {
    const capacity = Math.floor(BLOCK_BYTES / (BYTES_PER_STEP * Math.max(1, steps)));
    if (capacity === 0) return { floats: new Float64Array(steps), kinds: new Uint8Array(steps) };
    const used = spare.pop();
    if (used) new Uint8Array(used).fill(0);
    this.block = used ?? new ArrayBuffer(BLOCK_BYTES);
    this.blocks.push(this.block);
    [this.steps, this.capacity, this.used] = [steps, capacity, 0];
    return this.next(steps);
  }
}
