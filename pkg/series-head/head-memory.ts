import { OpenChunks } from '#pkg/xor-chunk';
import { ChunkArena } from './chunk-arena.ts';

/** Something that may be forgotten when memory is short, because it can be made again. */
export interface Forgettable {
  readonly bytes: number;
  forget(): void;
}

/** The memory that all heads of a process share: chunks that are filled, sealed ones, and decoded samples, of which there is a bounded amount. */
export class HeadMemory {
  readonly open = new OpenChunks();
  readonly arena = new ChunkArena();
  private readonly decoded = new Map<Forgettable, number>();
  private decodedBytes = 0;

  constructor(private readonly maxDecodedBytes = 96 * 1024 * 1024) {}

  get bytes(): number {
    return this.open.bytes + this.arena.bytes + this.decodedBytes;
  }

  /** Says that it was read just now, and how large it is; what was not read for the longest time is forgotten. */
  keep(item: Forgettable): void {
    this.drop(item);
    this.decoded.set(item, item.bytes);
    this.decodedBytes += item.bytes;
    for (const oldest of this.decoded.keys()) {
      if (this.decodedBytes <= this.maxDecodedBytes || oldest === item) break;
      oldest.forget();
      this.drop(oldest);
    }
  }

  /** It is gone. */
  drop(item: Forgettable): void {
    this.decodedBytes -= this.decoded.get(item) ?? 0;
    this.decoded.delete(item);
  }
}
