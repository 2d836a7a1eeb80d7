import { crc32 } from 'node:zlib';
import { AppError } from '#pkg/apperror';
import { decodeHistogramChunk, type TimedHistogram } from '#pkg/xor-chunk';

/**
 * What one transaction wrote, as the body of a write-ahead row: version (1 byte), records, CRC-32 (4 bytes). A record is a header, the step of the time since
 * the record before, and a value. The header is the step of the series id, and two bits that say what the value is.
 */
const VERSION = 1;
const [BITS, WHOLE, STARTED, HISTOGRAM] = [0, 1, 2, 3];
/** Whole numbers below are shorter as such than as the 8 bytes of a double. */
const MAX_WHOLE = 2 ** 41;

const folded = (value: number): number => (value < 0 ? value * -2 - 1 : value * 2);
const unfolded = (value: number): number => (value % 2 === 0 ? value / 2 : (value + 1) / -2);

/** Collects the samples of one write-ahead row: about 10 bytes each, without an object. */
export class WalRecord {
  samples = 0;
  private bytes = Buffer.allocUnsafe(4096);
  private length = 1;
  private lastSeries = 0;
  private lastTime = 0;

  /** The value as a number, to see whether it is a whole one, and the halves of its bits; a start of 0 is an unknown one. */
  addFloat(series: number, time: number, value: number, low: number, high: number, start: number): void {
    const isWhole = start === 0 && value < MAX_WHOLE && value > -MAX_WHOLE && Math.floor(value) === value && (low | high) !== -2147483648;
    this.begin(series, time, start !== 0 ? STARTED : isWhole ? WHOLE : BITS);
    if (isWhole) {
      this.varint(folded(value));
      return;
    }
    if (start !== 0) this.varint(folded(time - start));
    this.length = this.bytes.writeUInt32LE(low >>> 0, this.length);
    this.length = this.bytes.writeUInt32LE(high >>> 0, this.length);
  }

  /** `data`: the histogram as a chunk of its own. */
  addHistogram(series: number, time: number, data: Uint8Array): void {
    this.begin(series, time, HISTOGRAM);
    this.reserve(data.length);
    this.varint(data.length);
    this.bytes.set(data, this.length);
    this.length += data.length;
  }

  /** The body; the record may not be added to any more. */
  finish(): Buffer {
    this.reserve(4);
    this.bytes[0] = VERSION;
    this.length = this.bytes.writeUInt32BE(crc32(this.bytes.subarray(0, this.length)), this.length);
    return this.bytes.subarray(0, this.length);
  }

  get byteLength(): number {
    return this.length;
  }

  private begin(series: number, time: number, kind: number): void {
    this.reserve(0);
    this.varint(folded(series - this.lastSeries) * 4 + kind);
    this.varint(folded(time - this.lastTime));
    this.lastSeries = series;
    this.lastTime = time;
    this.samples += 1;
  }

  /** Makes room for a record and so many bytes more. */
  private reserve(bytes: number): void {
    if (this.length + bytes + 40 <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(this.bytes.length * 2 + bytes);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  private varint(value: number): void {
    const { bytes } = this;
    let rest = value;
    // Beyond 31 bits on doubles, below them on integers, which is where nearly all are.
    for (; rest >= 0x80000000; rest = Math.floor(rest / 128)) bytes[this.length++] = (rest % 128) | 0x80;
    for (; rest >= 0x80; rest >>>= 7) bytes[this.length++] = (rest & 0x7f) | 0x80;
    bytes[this.length++] = rest;
  }
}

/** Who takes in what a write-ahead row says. */
export interface WalReader {
  float(series: number, time: number, low: number, high: number, start: number): void;
  histogram(series: number, sample: TimedHistogram): void;
}

/** Reads a write-ahead row. Throws when it is not what was written. */
export function readWalRecord(body: Buffer, reader: WalReader): void {
  const end = body.length - 4;
  if (end < 1 || crc32(body.subarray(0, end)) !== body.readUInt32BE(end)) throw new AppError('unavailable', 'a write-ahead row is damaged');
  if (body[0] !== VERSION) throw new AppError('unavailable', `a write-ahead row has the version ${body[0]}, which this process does not know`);
  let [at, series, time] = [1, 0, 0];
  const varint = (): number => {
    let byte = body[at++] as number;
    if (byte < 0x80) return byte;
    let [value, scale] = [byte & 0x7f, 128];
    do {
      byte = body[at++] as number;
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte >= 0x80);
    return value;
  };
  const whole = new Float64Array(1);
  const words = new Int32Array(whole.buffer);
  while (at < end) {
    const header = varint();
    const kind = header % 4;
    series += unfolded((header - kind) / 4);
    time += unfolded(varint());
    if (kind === WHOLE) {
      whole[0] = unfolded(varint());
      reader.float(series, time, words[0] as number, words[1] as number, 0);
    } else if (kind === HISTOGRAM) {
      const length = varint();
      const [sample] = decodeHistogramChunk(body.subarray(at, at + length));
      at += length;
      if (sample) reader.histogram(series, sample);
    } else {
      const start = kind === STARTED ? time - unfolded(varint()) : 0;
      reader.float(series, time, body.readInt32LE(at), body.readInt32LE(at + 4), start);
      at += 8;
    }
  }
}
