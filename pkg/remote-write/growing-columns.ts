import { WriteRequestError } from './write-request-error.ts';

const noIntegers = new Uint32Array(0);
const noNumbers = new Float64Array(0);

/** Room for `needed` elements, at least twice what there is, at most `limit`, beyond which the request is refused as `too_many`. */
function roomFor(capacity: number, needed: number, limit: number, what: string): number {
  if (needed > limit) throw new WriteRequestError('too_many', `more than ${limit} ${what} in one request`);
  return Math.min(limit, Math.max(needed, capacity * 2, 16));
}

// Between typed arrays of one kind the bits are copied: the staleness marker survives.
function grown(from: Float64Array, room: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(room);
  to.set(from);
  return to;
}

/** A growing list of whole numbers below 2^32, without an object per element. */
export class Uint32Column {
  private items = noIntegers;
  length = 0;

  constructor(private readonly limit: number, private readonly what: string) {}

  push(item: number): void {
    if (this.length === this.items.length) {
      const items = new Uint32Array(roomFor(this.length, this.length + 1, this.limit, this.what));
      items.set(this.items);
      this.items = items;
    }
    this.items[this.length++] = item;
  }

  /** The items; valid until the next `push`. */
  finish(): Uint32Array {
    return this.items.subarray(0, this.length);
  }
}

/** A growing list of doubles. */
export class Float64Column {
  private items = noNumbers;
  length = 0;

  constructor(private readonly limit: number, private readonly what: string) {}

  push(item: number): void {
    if (this.length === this.items.length) this.items = grown(this.items, roomFor(this.length, this.length + 1, this.limit, this.what));
    this.items[this.length++] = item;
  }

  finish(): Float64Array {
    return this.length === 0 ? noNumbers : this.items.subarray(0, this.length);
  }
}

/** A growing list of bytes. */
export class ByteColumn {
  /** The bytes so far and room behind them; `reserve` may replace it. */
  items = Buffer.allocUnsafe(0);
  length = 0;

  constructor(private readonly limit: number, private readonly what: string) {}

  /** Makes room for so many more bytes; the caller then writes them to `items` and moves `length` on. */
  reserve(bytes: number): void {
    if (this.length + bytes <= this.items.length) return;
    const items = Buffer.allocUnsafe(roomFor(this.items.length, this.length + bytes, this.limit, this.what));
    items.set(this.items.subarray(0, this.length));
    this.items = items;
  }

  finish(): Buffer {
    return this.items.subarray(0, this.length);
  }
}

/** Copies `from[start..end)` to `to[at..)` and returns where the copy ends. Texts are short: a loop beats a view and a call. */
export function copyBytes(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number {
  if (end - start > 64) to.set(from.subarray(start, end), at);
  else for (let read = start, write = at; read < end; read += 1, write += 1) to[write] = from[read] as number;
  return at + end - start;
}

/** The samples of a request, column by column. */
export class SampleColumns {
  private timestamps = new Float64Array(0);
  private values = new Float64Array(0);
  private startTimestamps: Float64Array<ArrayBuffer> | undefined;
  /** The bits of the values: where doubles are copied to. */
  words = new Uint32Array(0);
  length = 0;

  constructor(private readonly limit: number) {}

  /** Makes room for one more; the caller then fills `words` at twice `length` and calls `push`. */
  reserve(): void {
    if (this.length < this.timestamps.length) return;
    const room = roomFor(this.timestamps.length, this.length + 1, this.limit, 'samples');
    this.timestamps = grown(this.timestamps, room);
    this.values = grown(this.values, room);
    if (this.startTimestamps) this.startTimestamps = grown(this.startTimestamps, room);
    this.words = new Uint32Array(this.values.buffer);
  }

  push(timestamp: number, startTimestamp: number): void {
    this.timestamps[this.length] = timestamp;
    if (startTimestamp !== 0) {
      this.startTimestamps ??= new Float64Array(this.timestamps.length);
      this.startTimestamps[this.length] = startTimestamp;
    }
    this.length += 1;
  }

  finish(): { timestamps: Float64Array; values: Float64Array; words: Uint32Array; startTimestamps: Float64Array | undefined } {
    return {
      timestamps: this.timestamps.subarray(0, this.length), values: this.values.subarray(0, this.length),
      words: this.words.subarray(0, this.length * 2), startTimestamps: this.startTimestamps?.subarray(0, this.length),
    };
  }
}
