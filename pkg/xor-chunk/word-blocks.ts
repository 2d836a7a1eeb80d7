/** Words of a block, the last of which leads to the next block. */
const BLOCK = 16;
const LINK = BLOCK - 1;
const BLOCKS_PER_PAGE = 1024;

/**
 * Memory for very many short lists of words: blocks of 64 bytes in pages, chained, and used again when freed. A list costs no object, and
 * at most one block that is not full.
 */
export class WordBlocks {
  private readonly pages: Uint32Array[] = [];
  private freeBlock = -1;
  private blocks = 0;

  /** Bytes taken from the system. */
  get bytes(): number {
    return this.pages.length * BLOCKS_PER_PAGE * BLOCK * 4;
  }

  /** A new block, linked behind `previous` when there is one. */
  take(previous = -1): number {
    const block = this.freeBlock >= 0 ? this.reuse() : this.newBlock();
    if (previous >= 0) this.set(previous, LINK, block + 1);
    this.set(block, LINK, 0);
    return block;
  }

  /** Gives back a block and all that are linked behind it. */
  release(first: number): void {
    let last = first;
    for (let next = this.next(last); next >= 0; next = this.next(next)) last = next;
    this.set(last, LINK, this.freeBlock + 1);
    this.freeBlock = first;
  }

  /** The block behind, or -1. */
  next(block: number): number {
    return this.get(block, LINK) - 1;
  }

  /** The first `count` words of the list that begins with `first`. */
  read(first: number, count: number): Uint32Array {
    const words = new Uint32Array(count);
    for (let [block, at] = [first, 0]; at < count; [block, at] = [this.next(block), at + LINK]) {
      const start = (block % BLOCKS_PER_PAGE) * BLOCK;
      words.set(this.pageOf(block).subarray(start, start + Math.min(LINK, count - at)), at);
    }
    return words;
  }

  set(block: number, index: number, word: number): void {
    this.pageOf(block)[(block % BLOCKS_PER_PAGE) * BLOCK + index] = word;
  }

  private get(block: number, index: number): number {
    return this.pageOf(block)[(block % BLOCKS_PER_PAGE) * BLOCK + index] as number;
  }

  private pageOf(block: number): Uint32Array {
    return this.pages[Math.floor(block / BLOCKS_PER_PAGE)] as Uint32Array;
  }

  private reuse(): number {
    const block = this.freeBlock;
    this.freeBlock = this.next(block);
    return block;
  }

  private newBlock(): number {
    if (this.blocks % BLOCKS_PER_PAGE === 0) this.pages.push(new Uint32Array(BLOCKS_PER_PAGE * BLOCK));
    return this.blocks++;
  }
}

/** Words that fit into a block. */
export const WORDS_PER_BLOCK = LINK;
