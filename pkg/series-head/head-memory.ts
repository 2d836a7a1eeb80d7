import { OpenChunks } from '#pkg/xor-chunk';
import { ChunkArena } from './chunk-arena.ts';

/** Something that may be forgotten when memory is short, because it can be made again. It forgets itself by telling the memory that it is gone. */
export interface Forgettable {
  readonly bytes: number;
  /** What the memory counts for it, which is the only one to write it; 0: it is not kept. */
  counted: number;
  /** Whether it was read since the memory looked last. */
  wasRead: boolean;
  forget(): void;
}

/** The memory that all heads of a process share: chunks that are filled, sealed ones, and decoded samples, of which there is a bounded amount. */
export class HeadMemory {
  readonly open = new OpenChunks();
  readonly arena = new ChunkArena();
  private readonly decoded = new Set<Forgettable>();
  private decodedBytes = 0;

  constructor(private readonly maxDecodedBytes = 96 * 1024 * 1024) {}

  get bytes(): number {
    return this.open.bytes + this.arena.bytes + this.decodedBytes;
  }

  /** Says that it was read just now, and how large it is. What is kept too long without being read is forgotten (a clock: reading moves nothing). */
  keep(item: Forgettable): void {
    const { bytes } = item;
    item.wasRead = true;
    if (item.counted === bytes) return;
    this.decodedBytes += bytes - item.counted;
    item.counted = bytes;
    this.decoded.add(item);
    if (this.decodedBytes > this.maxDecodedBytes) this.makeRoom(item);
  }

  /** Goes round, from what is there for the longest time: what was read since the last round gets another one. */
  private makeRoom(kept: Forgettable): void {
    for (const oldest of this.decoded) {
      if (this.decodedBytes <= this.maxDecodedBytes || this.decoded.size === 1) return;
      if (oldest.wasRead || oldest === kept) {
        oldest.wasRead = false;
        this.decoded.delete(oldest);
        this.decoded.add(oldest);
      } else oldest.forget();
    }
  }

  /** It is gone. */
  drop(item: Forgettable): void {
    this.decodedBytes -= item.counted;
    item.counted = 0;
    this.decoded.delete(item);
  }
}
