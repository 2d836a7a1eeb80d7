import { valueText } from './sample-text.ts';
import { MOST_DIGITS, NOT_WRITTEN, writeNumber } from './written-number.ts';

const FIRST_BYTES = 16 * 1024;
/** Pieces grow: the first is soon ready to be compressed and sent, and a large answer is not of too many. */
const [FIRST_PIECE_BYTES, MOST_PIECE_BYTES] = [256 * 1024, 1024 * 1024];

/** Collects text as UTF-8 in pieces of bounded size, without a string of the whole. */
export class ByteWriter {
  /** Most answers are short: the first buffer is a small one. */
  private buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  private pieceBytes = FIRST_PIECE_BYTES;
  private at = 0;
  private readonly full: Uint8Array[] = [];

  /** Where the next byte goes, in the piece that is being written. */
  get position(): number {
    return this.at;
  }

  text(text: string): void {
    // No character of UTF-16 needs more than three bytes.
    this.reserve(3 * text.length);
    this.at += this.buffer.write(text, this.at);
  }

  bytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** `prefix` from `skip` on, the value as in Prometheus's answers, and `suffix`: without a string for each of many numbers. */
  number(prefix: Uint8Array, skip: number, value: number, suffix: Uint8Array): void {
    this.reserve(prefix.length + MOST_DIGITS + suffix.length);
    const { buffer } = this;
    let at = this.at;
    for (let i = skip; i < prefix.length; i += 1) buffer[at++] = prefix[i] as number;
    const end = writeNumber(buffer, at, value);
    at = end === NOT_WRITTEN ? at + buffer.write(valueText(value), at, 'latin1') : end;
    for (let i = 0; i < suffix.length; i += 1) buffer[at++] = suffix[i] as number;
    this.at = at;
  }

  /** Makes sure that so many bytes come into one piece. */
  reserve(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const written = this.buffer.subarray(0, this.at);
    if (this.buffer.length < this.pieceBytes) {
      this.buffer = Buffer.allocUnsafeSlow(Math.max(4 * this.buffer.length, this.at + bytes));
      this.buffer.set(written);
      return;
    }
    if (this.at > 0) this.full.push(written);
    this.pieceBytes = Math.min(2 * this.pieceBytes, MOST_PIECE_BYTES);
    this.buffer = Buffer.allocUnsafeSlow(Math.max(this.pieceBytes, bytes));
    this.at = 0;
  }

  /** A copy of what was written into this piece. */
  copy(from: number, to: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer.subarray(from, to));
  }

  /** The pieces that are full, each of them once. */
  takeFull(): Uint8Array[] {
    return this.full.splice(0);
  }

  /** What is left. */
  takeRest(): Uint8Array[] {
    const rest = [...this.takeFull(), ...(this.at > 0 ? [this.buffer.subarray(0, this.at)] : [])];
    this.buffer = Buffer.alloc(0);
    this.at = 0;
    return rest;
  }
}
