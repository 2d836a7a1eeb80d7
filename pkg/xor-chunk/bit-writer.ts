/** Takes the words of a stream of bits, one after the other, as signed integers. */
export interface WordSink {
  push(word: number): void;
}

/** Writes bits from the high end of 32-bit words. */
export class BitWriter {
  /** The word being filled; its lowest `free` bits are still zero. */
  pending = 0;
  free = 32;

  constructor(public sink: WordSink) {}

  /** The lowest `count` (1 to 32) bits of `value`, whose other bits must be zero. */
  write(value: number, count: number): void {
    if (count < this.free) {
      this.free -= count;
      this.pending |= value << this.free;
      return;
    }
    const rest = count - this.free;
    this.sink.push(this.pending | (value >>> rest));
    this.free = 32 - rest;
    this.pending = rest === 0 ? 0 : value << this.free;
  }

  /** Both halves of 64 bits. */
  writeWords(low: number, high: number): void {
    this.write(high, 32);
    this.write(low, 32);
  }
}

/** A sink that is one growing array. */
export class WordArray implements WordSink {
  private items = new Uint32Array(32);
  private length = 0;

  push(word: number): void {
    if (this.length === this.items.length) {
      const items = new Uint32Array(this.length * 2);
      items.set(this.items);
      this.items = items;
    }
    this.items[this.length++] = word;
  }

  /** The words so far; valid until the next one. */
  get words(): Uint32Array {
    return this.items.subarray(0, this.length);
  }
}
