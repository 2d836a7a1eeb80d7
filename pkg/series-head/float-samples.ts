import { wordsOf } from '#pkg/sample-model';
import { decodeFloatChunk, decodeFloatChunkInto, encodeFloatChunk } from '#pkg/xor-chunk';
import { DecodedSamples } from './decoded-samples.ts';
import { type Forgettable, type HeadMemory } from './head-memory.ts';
import type { SealedChunk } from './histogram-samples.ts';
import { LateSamples } from './late-samples.ts';
import { HAS_LATE, HAS_STARTS, IS_DECODED, type SeriesColumns } from './series-columns.ts';

/** Late samples of a series that make a chunk. */
const LATE_PER_CHUNK = 120;

/** The floats of all series of one head: open chunks, sealed ones, late samples, and what of it is decoded. */
export class FloatSamples {
  private readonly late = new Map<number, LateSamples>();
  private readonly decoded = new Map<number, Kept>();

  constructor(
    private readonly memory: HeadMemory,
    private readonly columns: SeriesColumns,
    private readonly samplesPerChunk: number,
  ) {}

  /** A sample later than all others of the series. */
  append(ref: number, time: number, low: number, high: number, start: number): void {
    const { columns, memory } = this;
    let slot = columns.slot[ref] as number;
    if (slot < 0) {
      slot = memory.open.open();
      columns.slot[ref] = slot;
    } else if (memory.open.count(slot) >= (columns.room[ref] as number)) this.sealOpen(ref);
    if (memory.open.count(slot) === 0) columns.openStart[ref] = time;
    memory.open.append(slot, time, low, high, start);
    const flags = columns.flags[ref] as number;
    if (start !== 0) columns.flags[ref] = flags | HAS_STARTS;
    if ((flags & IS_DECODED) !== 0) this.decoded.get(ref)?.samples.append(time, low, high, start);
  }

  /** A sample that is earlier than another one, and at whose time there is none. */
  insert(ref: number, time: number, low: number, high: number, start: number): void {
    let late = this.late.get(ref);
    if (!late) this.late.set(ref, (late = new LateSamples()));
    late.insert(time, low, high, start);
    this.columns.flags[ref] = (this.columns.flags[ref] as number) | HAS_LATE | (start === 0 ? 0 : HAS_STARTS);
    if (late.count >= LATE_PER_CHUNK) this.sealLate(ref, late);
    const kept = this.decoded.get(ref);
    if (kept && time >= kept.samples.fromMs) kept.samples.insert(time, low, high, start);
  }

  /** A chunk that was stored before. */
  add(ref: number, chunk: SealedChunk): void {
    this.decoded.get(ref)?.forget();
    this.columns.chunk[ref] = this.memory.arena.add(this.columns.chunk[ref] as number, chunk);
  }

  /** Samples from a moment on. */
  from(ref: number, fromMs: number): DecodedSamples {
    let kept = this.decoded.get(ref);
    if (!kept || kept.samples.fromMs > fromMs) {
      kept?.forget();
      kept = new Kept(this.decode(ref, fromMs), () => this.forget(ref));
      this.decoded.set(ref, kept);
      this.columns.flags[ref] = (this.columns.flags[ref] as number) | IS_DECODED;
    }
    this.memory.keep(kept);
    return kept.samples;
  }

  /** All samples as chunks whose times do not overlap. */
  sealAll(ref: number): readonly SealedChunk[] {
    const { columns, memory: { arena, open } } = this;
    const chunks: SealedChunk[] = [];
    for (let record = columns.chunk[ref] as number; record >= 0; record = arena.previousOf(record)) {
      chunks.push({ startMs: arena.startOf(record), endMs: arena.endOf(record), samples: arena.samplesOf(record), data: arena.dataOf(record) });
    }
    chunks.reverse();
    const slot = columns.slot[ref] as number;
    if (slot >= 0 && open.count(slot) > 0) chunks.push({ startMs: columns.openStart[ref] as number, endMs: open.lastTimestamp(slot), samples: open.count(slot), data: open.snapshot(slot) });
    const isInOrder = chunks.every(({ startMs }, at) => at === 0 || startMs > (chunks[at - 1] as SealedChunk).endMs);
    return isInOrder && !this.late.has(ref) ? chunks : this.sealAgain(ref);
  }

  /** Chunks in memory. */
  chunksOf(ref: number): number {
    let count = (this.columns.slot[ref] as number) < 0 ? 0 : 1;
    for (let record = this.columns.chunk[ref] as number; record >= 0; record = this.memory.arena.previousOf(record)) count += 1;
    return count;
  }

  isEmpty(ref: number): boolean {
    return (this.columns.slot[ref] as number) < 0 && (this.columns.chunk[ref] as number) < 0 && !this.late.has(ref);
  }

  /** Seals what is open or late when it is that old, and drops sealed chunks before `beforeMs` that were there before `bornBefore`. */
  prune(ref: number, beforeMs: number, bornBefore: number): void {
    const { columns, memory } = this;
    if ((columns.slot[ref] as number) >= 0 && (columns.lastTime[ref] as number) < beforeMs) this.closeOpen(ref);
    const late = this.late.get(ref);
    if (late && (late.times[0] as number) < beforeMs) this.sealLate(ref, late);
    let dropped = false;
    for (let record = columns.chunk[ref] as number, newer = -1; record >= 0; ) {
      const previous = memory.arena.previousOf(record);
      if (memory.arena.endOf(record) < beforeMs && memory.arena.birthOf(record) < bornBefore) {
        if (newer < 0) columns.chunk[ref] = previous;
        else memory.arena.link(newer, previous);
        memory.arena.free(record);
        dropped = true;
      } else newer = record;
      record = previous;
    }
    if (dropped) this.decoded.get(ref)?.forget();
  }

  /** Gives back all memory of a series. */
  release(ref: number): void {
    const { columns, memory } = this;
    this.decoded.get(ref)?.forget();
    this.late.delete(ref);
    if ((columns.slot[ref] as number) >= 0) memory.open.release(columns.slot[ref] as number);
    columns.slot[ref] = -1;
    for (let record = columns.chunk[ref] as number; record >= 0; ) {
      const previous = memory.arena.previousOf(record);
      memory.arena.free(record);
      record = previous;
    }
    columns.chunk[ref] = -1;
  }

  private forget(ref: number): void {
    const kept = this.decoded.get(ref);
    if (kept) this.memory.drop(kept);
    this.decoded.delete(ref);
    this.columns.flags[ref] = (this.columns.flags[ref] as number) & ~IS_DECODED;
  }

  private sealOpen(ref: number): void {
    const { columns, memory } = this;
    const slot = columns.slot[ref] as number;
    const chunk = { startMs: columns.openStart[ref] as number, endMs: memory.open.lastTimestamp(slot), samples: memory.open.count(slot), data: memory.open.snapshot(slot) };
    columns.chunk[ref] = memory.arena.add(columns.chunk[ref] as number, chunk);
    columns.room[ref] = this.samplesPerChunk;
    memory.open.restart(slot);
  }

  private closeOpen(ref: number): void {
    this.sealOpen(ref);
    this.memory.open.release(this.columns.slot[ref] as number);
    this.columns.slot[ref] = -1;
  }

  private sealLate(ref: number, late: LateSamples): void {
    this.columns.chunk[ref] = this.memory.arena.add(this.columns.chunk[ref] as number, late.seal());
    this.late.delete(ref);
    this.columns.flags[ref] = (this.columns.flags[ref] as number) & ~HAS_LATE;
  }

  private sealAgain(ref: number): SealedChunk[] {
    const { timestamps, values, startTimestamps } = this.from(ref, -Infinity).view(-Infinity, Infinity);
    const chunks: SealedChunk[] = [];
    for (let at = 0; at < timestamps.length; at += this.samplesPerChunk) {
      const end = Math.min(at + this.samplesPerChunk, timestamps.length);
      const data = encodeFloatChunk({ timestamps: timestamps.slice(at, end), values: values.slice(at, end), startTimestamps: startTimestamps?.slice(at, end) });
      chunks.push({ startMs: timestamps[at] as number, endMs: timestamps[end - 1] as number, samples: end - at, data });
    }
    return chunks;
  }

  private decode(ref: number, fromMs: number): DecodedSamples {
    const { columns, memory: { arena, open } } = this;
    const records: number[] = [];
    let count = 0;
    for (let record = columns.chunk[ref] as number; record >= 0; record = arena.previousOf(record)) {
      if (arena.endOf(record) < fromMs) continue;
      records.push(record);
      count += arena.samplesOf(record);
    }
    // Stable: of two chunks that begin together the older one comes first.
    records.reverse().sort((one, other) => arena.startOf(one) - arena.startOf(other));
    const slot = columns.slot[ref] as number;
    const late = this.late.get(ref);
    count += (slot < 0 ? 0 : open.count(slot)) + (late?.count ?? 0);
    const capacity = count + 16;
    const withStarts = ((columns.flags[ref] as number) & HAS_STARTS) !== 0;
    const [times, values, starts] = [new Float64Array(capacity), new Float64Array(capacity), withStarts ? new Float64Array(capacity) : undefined];
    let at = 0;
    const put = (chunk: Uint8Array): void => {
      if (!starts) {
        at += decodeFloatChunkInto(chunk, times, values, at);
        return;
      }
      const decoded = decodeFloatChunk(chunk);
      times.set(decoded.timestamps, at);
      values.set(decoded.values, at);
      if (decoded.startTimestamps) starts.set(decoded.startTimestamps, at);
      at += decoded.timestamps.length;
    };
    for (const record of records) put(arena.dataOf(record));
    if (slot >= 0 && open.count(slot) > 0) put(open.snapshot(slot));
    late?.copyTo(times, wordsOf(values), starts, at);
    return isRising(times, count) ? new DecodedSamples(fromMs, times, values, starts, count) : sorted(fromMs, times, values, starts, count);
  }
}

/** Decoded samples, and the way to be rid of them. */
class Kept implements Forgettable {
  counted = 0;
  wasRead = false;

  constructor(readonly samples: DecodedSamples, readonly forget: () => void) {}

  get bytes(): number {
    return this.samples.bytes;
  }
}

function isRising(times: Float64Array, count: number): boolean {
  for (let at = 1; at < count; at += 1) if ((times[at] as number) <= (times[at - 1] as number)) return false;
  return true;
}

/** Puts samples in order; of several at a time the first one counts. */
function sorted(fromMs: number, times: Float64Array, values: Float64Array, starts: Float64Array | undefined, count: number): DecodedSamples {
  const order = Uint32Array.from({ length: count }, (_, at) => at).sort((one, other) => (times[one] as number) - (times[other] as number) || one - other);
  const [inTimes, inValues, inStarts] = [new Float64Array(count), new Float64Array(count), starts ? new Float64Array(count) : undefined];
  const [from, to] = [wordsOf(values), wordsOf(inValues)];
  let length = 0;
  for (const at of order) {
    if (length > 0 && inTimes[length - 1] === times[at]) continue;
    inTimes[length] = times[at] as number;
    to[length * 2] = from[at * 2] as number;
    to[length * 2 + 1] = from[at * 2 + 1] as number;
    if (inStarts && starts) inStarts[length] = starts[at] as number;
    length += 1;
  }
  return new DecodedSamples(fromMs, inTimes, inValues, inStarts, length);
}
