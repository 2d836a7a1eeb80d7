import type { WordSink } from './bit-writer.ts';
import { frameChunk } from './chunk-frame.ts';
import { FloatStream } from './float-stream.ts';
import { StartRuns } from './start-runs.ts';
import { WORDS_PER_BLOCK, WordBlocks } from './word-blocks.ts';

/** Doubles and words that are kept of a chunk between two samples. */
const DOUBLES = ['lastTime', 'timeStep', 'whole', 'valueStep'] as const;
const [LAST_TIME, TIME_STEP, WHOLE, VALUE_STEP] = [0, 1, 2, 3];
const WORDS = 9;
const [LOW, HIGH, WINDOW, PENDING, FREE, COUNT, WORD_COUNT, FIRST_BLOCK, LAST_BLOCK] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/**
 * The chunks of floats that are still being filled, of as many series as there are: compressed from the first sample on, in shared memory.
 * A chunk costs some 70 bytes and its bits, no object. Each has a number, its slot, until it is released.
 */
export class OpenChunks {
  private readonly blocks = new WordBlocks();
  private readonly freeSlots: number[] = [];
  private readonly starts = new Map<number, StartRuns>();
  private slots = 0;
  private doubles = new Float64Array(DOUBLES.length * 64);
  private words = new Int32Array(WORDS * 64);
  /** The slot whose chunk `stream` is writing at the moment. */
  private current = 0;
  private readonly stream: FloatStream;

  constructor() {
    const sink: WordSink = { push: (word) => this.store(word) };
    this.stream = new FloatStream(sink);
  }

  /** Bytes taken from the system for chunks and their state. */
  get bytes(): number {
    return this.blocks.bytes + this.doubles.byteLength + this.words.byteLength;
  }

  /** Opens an empty chunk and returns its slot. */
  open(): number {
    const slot = this.freeSlots.pop() ?? this.slots++;
    if ((slot + 1) * WORDS > this.words.length) this.grow();
    this.clear(slot);
    return slot;
  }

  /** Appends a sample, its value as the two halves of its bits. Throws `out_of_order`, `full`, `not_a_time`; nothing has changed then. */
  append(slot: number, timestamp: number, low: number, high: number, startTimestamp = 0): void {
    this.load(slot);
    this.stream.checkNext(timestamp);
    if (startTimestamp !== 0 || this.starts.size > 0) this.addStart(slot, timestamp, startTimestamp);
    this.stream.append(timestamp, low, high);
    this.save(slot);
  }

  count(slot: number): number {
    return this.word(slot, COUNT);
  }

  /** Time of the last sample; meaningless in an empty chunk. */
  lastTimestamp(slot: number): number {
    return this.doubles[slot * DOUBLES.length + LAST_TIME] as number;
  }

  /** Whether the last value has these bits: then the same sample came again. */
  lastIs(slot: number, low: number, high: number): boolean {
    return this.word(slot, LOW) === (low | 0) && this.word(slot, HIGH) === (high | 0);
  }

  /** The chunk as it is now, sealed for reading or storing; it can still be appended to. */
  snapshot(slot: number): Uint8Array {
    const last = { pending: this.word(slot, PENDING), free: this.word(slot, FREE) };
    const starts = this.starts.get(slot)?.finish() ?? new Uint8Array(0);
    return frameChunk('float', this.count(slot), this.blocks.read(this.word(slot, FIRST_BLOCK), this.word(slot, WORD_COUNT)), last, starts);
  }

  /** Begins anew in the same slot. */
  restart(slot: number): void {
    this.blocks.release(this.word(slot, FIRST_BLOCK));
    this.clear(slot);
  }

  /** Gives up the slot. */
  release(slot: number): void {
    this.blocks.release(this.word(slot, FIRST_BLOCK));
    this.starts.delete(slot);
    this.freeSlots.push(slot);
  }

  private word(slot: number, field: number): number {
    return this.words[slot * WORDS + field] as number;
  }

  private clear(slot: number): void {
    this.starts.delete(slot);
    this.doubles.fill(0, slot * DOUBLES.length, (slot + 1) * DOUBLES.length);
    this.words.fill(0, slot * WORDS, (slot + 1) * WORDS);
    const block = this.blocks.take();
    this.words[slot * WORDS + FREE] = 32;
    this.words[slot * WORDS + FIRST_BLOCK] = block;
    this.words[slot * WORDS + LAST_BLOCK] = block;
  }

  /** A word of the current chunk is full. */
  private store(word: number): void {
    const at = this.current * WORDS;
    const index = (this.words[at + WORD_COUNT] as number) % WORDS_PER_BLOCK;
    if (index === 0 && (this.words[at + WORD_COUNT] as number) > 0) this.words[at + LAST_BLOCK] = this.blocks.take(this.words[at + LAST_BLOCK]);
    this.blocks.set(this.words[at + LAST_BLOCK] as number, index, word);
    this.words[at + WORD_COUNT] = (this.words[at + WORD_COUNT] as number) + 1;
  }

  private addStart(slot: number, timestamp: number, startTimestamp: number): void {
    let runs = this.starts.get(slot);
    if (!runs && startTimestamp === 0) return;
    if (!runs) this.starts.set(slot, (runs = new StartRuns()));
    runs.add(this.stream.count, timestamp, startTimestamp);
  }

  private load(slot: number): void {
    const { stream, doubles, words } = this;
    const [atDoubles, at] = [slot * DOUBLES.length, slot * WORDS];
    this.current = slot;
    stream.times.last = doubles[atDoubles + LAST_TIME] as number;
    stream.times.step = doubles[atDoubles + TIME_STEP] as number;
    stream.values.whole = doubles[atDoubles + WHOLE] as number;
    stream.values.step = doubles[atDoubles + VALUE_STEP] as number;
    stream.values.low = words[at + LOW] as number;
    stream.values.high = words[at + HIGH] as number;
    stream.values.leading = (words[at + WINDOW] as number) & 0xff;
    stream.values.significant = (words[at + WINDOW] as number) >>> 8;
    stream.bits.pending = words[at + PENDING] as number;
    stream.bits.free = words[at + FREE] as number;
    stream.count = words[at + COUNT] as number;
  }

  private save(slot: number): void {
    const { stream, doubles, words } = this;
    const [atDoubles, at] = [slot * DOUBLES.length, slot * WORDS];
    doubles[atDoubles + LAST_TIME] = stream.times.last;
    doubles[atDoubles + TIME_STEP] = stream.times.step;
    doubles[atDoubles + WHOLE] = stream.values.whole;
    doubles[atDoubles + VALUE_STEP] = stream.values.step;
    words[at + LOW] = stream.values.low;
    words[at + HIGH] = stream.values.high;
    words[at + WINDOW] = stream.values.leading | (stream.values.significant << 8);
    words[at + PENDING] = stream.bits.pending;
    words[at + FREE] = stream.bits.free;
    words[at + COUNT] = stream.count;
  }

  private grow(): void {
    const [doubles, words] = [new Float64Array(this.doubles.length * 2), new Int32Array(this.words.length * 2)];
    doubles.set(this.doubles);
    words.set(this.words);
    [this.doubles, this.words] = [doubles, words];
  }
}
