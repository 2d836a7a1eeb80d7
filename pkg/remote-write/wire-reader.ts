import { Reader } from 'protobufjs/minimal';
import { WriteRequestError } from './write-request-error.ts';

const TWO_28 = 2 ** 28;

/**
 * The library's protobuf reader, stricter and without objects: the bounds are those of the message being read (`enter`, `leave`), 64-bit
 * integers are plain numbers, doubles can be copied bit by bit. Every fault of the bytes is thrown as `malformed` or as the library's own
 * error, which `asWriteFault` turns into it.
 */
export class WireReader extends Reader {
  // The last 64-bit varint, in 28, 28 and 8 bits from its low end: parts that stay exact in arithmetic on doubles.
  private low = 0;
  private mid = 0;
  private high = 0;

  constructor(readonly body: Buffer) {
    super(body);
  }

  /** Whether the message that was entered last has another field. */
  get more(): boolean {
    return this.pos < this.len;
  }

  /** A 32-bit varint: tags, lengths, references. */
  override uint32(): number {
    const first = this.buf[this.pos] as number;
    if (first < 0x80 && this.pos < this.len) {
      this.pos += 1;
      return first;
    }
    const start = this.pos;
    const value = super.uint32();
    const size = this.pos - start;
    if (size > 5 || (size === 5 && (this.buf[this.pos - 1] as number) > 0x0f)) throw new WriteRequestError('malformed', `the varint at byte ${start} has more than 32 bits`);
    return value;
  }

  /** Field number and wire type in one, as on the wire. */
  tag(): number {
    const tag = this.uint32();
    if (tag < 8) throw new WriteRequestError('malformed', `there is a field 0 before byte ${this.pos}`);
    return tag;
  }

  /** Begins a nested message: reads its length and narrows the bounds to it. Returns what `leave` needs. */
  enter(): number {
    const outer = this.len;
    const length = this.uint32();
    if (this.pos + length > outer) throw new WriteRequestError('malformed', `a message of ${length} bytes at byte ${this.pos} is cut off`);
    this.len = this.pos + length;
    return outer;
  }

  leave(outer: number): void {
    this.len = outer;
  }

  /** Skips a field of bytes, text or message. */
  skipBytes(): void {
    this.skip(this.uint32());
  }

  /** An int64; what does not fit into 53 bits is rounded. */
  integer(): number {
    this.readVarint64();
    return this.high < 0x80 ? this.unsignedValue() : ((this.high - 0x100) * TWO_28 + this.mid) * TWO_28 + this.low;
  }

  /** A uint64; what does not fit into 53 bits is rounded. */
  unsigned(): number {
    this.readVarint64();
    return this.unsignedValue();
  }

  /** A sint64 (zigzag); what does not fit into 53 bits is rounded. */
  zigzag(): number {
    this.readVarint64();
    const half = (this.high * TWO_28 + this.mid) * (TWO_28 / 2) + (this.low >>> 1);
    return (this.low & 1) === 0 ? half : -half - 1;
  }

  /** Copies the bits of a double to `words[at]` (low) and `words[at + 1]` (high), so that every NaN stays what it is. */
  copyDouble(words: Uint32Array, at: number): void {
    words[at] = this.fixed32();
    words[at + 1] = this.fixed32();
  }

  private unsignedValue(): number {
    return (this.high * TWO_28 + this.mid) * TWO_28 + this.low;
  }

  private readVarint64(): void {
    const { buf } = this;
    let { pos } = this;
    let low = 0;
    let mid = 0;
    let high = 0;
    let byte = 0x80;
    for (let shift = 0; shift < 28 && byte >= 0x80; shift += 7) low |= ((byte = buf[pos++] as number) & 0x7f) << shift;
    for (let shift = 0; shift < 28 && byte >= 0x80; shift += 7) mid |= ((byte = buf[pos++] as number) & 0x7f) << shift;
    for (let shift = 0; shift < 14 && byte >= 0x80; shift += 7) high |= ((byte = buf[pos++] as number) & 0x7f) << shift;
    if (!(byte < 0x80) || high > 0xff || pos > this.len) throw new WriteRequestError('malformed', `the varint at byte ${this.pos} is cut off or has more than 64 bits`);
    this.pos = pos;
    this.low = low;
    this.mid = mid;
    this.high = high;
  }
}

/** Runs `read`; what the library throws about the bytes becomes `malformed`, everything else passes. */
export function asWriteFault<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    // The library throws RangeError where the bytes end too early, and plain Error for a wire type that does not exist.
    if (error instanceof RangeError || (error instanceof Error && error.constructor === Error)) {
      throw new WriteRequestError('malformed', `the body is not the protobuf message it should be: ${error.message}`);
    }
    throw error;
  }
}
