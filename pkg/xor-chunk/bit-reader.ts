import { ChunkError } from './chunk-error.ts';

/** Reads bits as BitWriter wrote them. Throws `corrupt` at the end of the bytes. */
export class BitReader {
  private word = 0;
  private left = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private position: number,
    private readonly end: number,
  ) {}

  bit(): number {
    if (this.left === 0) this.load();
    this.left -= 1;
    return (this.word >>> this.left) & 1;
  }

  /** The next `count` (1 to 32) bits as a number that is not negative. */
  read(count: number): number {
    if (count <= this.left) {
      const value = (this.word << (32 - this.left)) >>> (32 - count);
      this.left -= count;
      return value;
    }
    const need = count - this.left;
    const high = this.left === 0 ? 0 : (this.word << (32 - this.left)) >>> (32 - this.left);
    this.load();
    this.left = 32 - need;
    return ((need === 32 ? 0 : high << need) | (this.word >>> this.left)) >>> 0;
  }

  private load(): void {
    const { bytes, position, end } = this;
    if (position >= end) throw new ChunkError('corrupt', 'the chunk ends before its last sample');
    // Beyond the end of a last, shorter word come zeros: what lies behind it is no part of the stream.
    this.word =
      end - position >= 4
        ? ((bytes[position] as number) << 24) | ((bytes[position + 1] as number) << 16) | ((bytes[position + 2] as number) << 8) | (bytes[position + 3] as number)
        : tail(bytes.subarray(position, end));
    this.position = position + 4;
    this.left = 32;
  }
}

const tail = ([first = 0, second = 0, third = 0]: Uint8Array): number => (first << 24) | (second << 16) | (third << 8);
