import { crc32 } from 'node:zlib';
import { BitReader, BitWriter, ChunkError, WordArray } from '#pkg/xor-chunk';

const CHECKSUM = 4;

/** Collects the bits of a column, which ends with a CRC-32 (4 bytes) of all before it, begun with `owner`: a column of somebody else is no column. */
export class ColumnWriter extends BitWriter {
  private readonly words: WordArray;

  constructor() {
    const words = new WordArray();
    super(words);
    this.words = words;
  }

  /** Bits that were written so far. */
  get bits(): number {
    return this.words.words.length * 32 + 32 - this.free;
  }

  /** A whole number of up to 53 bits that is not negative: seven bits at a time, the lowest first. */
  varint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.write((rest % 128) | 0x80, 8);
    this.write(rest, 8);
  }

  /** Up to 52 bits of a whole number that is not negative. */
  wide(value: number, bits: number): void {
    if (bits > 32) {
      this.write(Math.floor(value / 2 ** 32), bits - 32);
      this.write(value >>> 0, 32);
    } else if (bits > 0) this.write(value, bits);
  }

  finish(owner: number): Uint8Array {
    const { words } = this.words;
    const size = Math.ceil(this.bits / 8);
    const bytes = Buffer.alloc(Math.max(size, words.length * 4 + 4) + CHECKSUM);
    words.forEach((word, at) => bytes.writeUInt32BE(word, at * 4));
    bytes.writeUInt32BE(this.pending >>> 0, words.length * 4);
    bytes.writeUInt32BE(crc32(bytes.subarray(0, size), owner), size);
    return bytes.subarray(0, size + CHECKSUM);
  }
}

/** Reads what ColumnWriter wrote. Throws `corrupt` when that was something else. */
export class ColumnReader extends BitReader {
  constructor(column: Uint8Array, owner: number) {
    const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
    const end = bytes.length - CHECKSUM;
    if (end < 1) throw new ChunkError('corrupt', `a column has more than ${bytes.length} bytes`);
    if (crc32(bytes.subarray(0, end), owner) !== bytes.readUInt32BE(end)) throw new ChunkError('corrupt', 'the checksum of the column is wrong');
    super(bytes, 0, end);
  }

  varint(): number {
    let [value, scale] = [0, 1];
    for (let read = 0; read < 8; read += 1, scale *= 128) {
      const byte = this.read(8);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw new ChunkError('corrupt', 'a number of the column has more than 53 bits');
  }

  wide(bits: number): number {
    if (bits > 32) return this.read(bits - 32) * 2 ** 32 + this.read(32);
    return bits === 0 ? 0 : this.read(bits);
  }
}
