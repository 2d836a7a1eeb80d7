import { unavailable } from '#pkg/apperror';
import type { HeadMemory } from '#pkg/series-head';
import { LabelKeys, SeriesHead } from '#pkg/series-head';
import type { Label } from '#pkg/sample-model';
import type { TimedHistogram } from '#pkg/xor-chunk';
import type { FamilyMetadata } from '../ports/metric-store.ts';
import type { Sweep } from './series-sweep.ts';
import { readWalRecord } from './wal-record.ts';
import type { WalWriter } from './wal-table.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_MARKS = 200;
/** Metadata that is remembered, so that it is not written again and again. */
const MAX_METADATA = 50_000;

/** Numbers that tell two states of a tenant's past apart, also of heads that were closed and opened again. */
let versions = 0;
export const nextVersion = (): number => (versions += 1);

/** One tenant's newest samples in this process: the head, and how its series are called in the database and by senders. */
export class TenantHead {
  readonly series: SeriesHead;
  /** Up to which row of each writer this head knows everything. */
  readonly positions = new Map<number, number>();
  /** Series that senders name by these bytes, sorted or not. */
  private readonly byBytes = new Map<string, number>();
  /** Other bytes that stand for a series than its packed labels. */
  private readonly aliases = new Map<number, string[]>();
  private readonly keys = new LabelKeys();
  private readonly byId = new Map<number, number>();
  private readonly ids: number[] = [];
  newestMs = -Infinity;
  /** The last sweep of series that it has seen: of those that were announced until then it knows none that nobody uses. */
  sweep = 0;
  version = nextVersion();
  /** Rows of the write-ahead log that came since some of it went into chunks, their bytes, and when the first of them was seen (of `performance.now`). */
  pending = { rows: 0, bytes: 0, since: Infinity };
  private horizons = new Map<number, number>();
  /** What was in sealed chunks at some moments, by the number of the next chunk then, and the rows that were known. */
  private marks: { readonly birth: number; readonly positions: ReadonlyMap<number, number> }[] = [];
  private lastWrite = -Infinity;
  private isDisposed = false;
  /** Days on which metadata was written last. */
  private readonly metadataDays = new Map<string, number>();
  /** How late a sample may be without `version` changing. */
  private settledWindowMs = 0;

  constructor(private readonly memory: HeadMemory, /** Before this moment the archive has to be asked as well. */ public floorMs: number) {
    this.series = new SeriesHead(memory);
  }

  /** The series whose labels are these bytes, if it is the one that came after `previous` before; else undefined. */
  guess(previous: number, from: Buffer, start: number, end: number): number | undefined {
    const ref = this.keys.after(previous);
    return this.keys.is(ref, from, start, end) ? ref : undefined;
  }

  /** Notes for the next time that a series, with its labels in these bytes, came after another one. */
  follows(ref: number, previous: number, from: Buffer, start: number, end: number): void {
    if (!this.keys.is(ref, from, start, end)) {
      this.keys.remove(ref);
      this.keys.set(ref, from, start, end);
    }
    this.keys.follows(ref, previous);
  }

  refOfBytes(bytes: string): number | undefined {
    return this.byBytes.get(bytes);
  }

  refOfId(id: number): number | undefined {
    return this.byId.get(id);
  }

  idOf(ref: number): number {
    return this.ids[ref] as number;
  }

  /** Adds a series unless it is there; either way its number in this head. */
  add(id: number, packed: string, labels?: readonly Label[]): number {
    const known = this.byId.get(id);
    if (known !== undefined) return known;
    if (this.isDisposed) throw unavailable('the samples in memory are being loaded again', 1);
    const ref = this.series.add(packed, labels);
    this.ids[ref] = id;
    this.byId.set(id, ref);
    this.byBytes.set(packed, ref);
    return ref;
  }

  /** Adds a series of which only the samples matter. */
  addNameless(id: number): void {
    const ref = this.series.add('', []);
    this.ids[ref] = id;
    this.byId.set(id, ref);
  }

  /** From now on these bytes stand for the series, too. */
  alias(bytes: string, ref: number): void {
    this.byBytes.set(bytes, ref);
    this.aliases.set(ref, [...(this.aliases.get(ref) ?? []), bytes]);
  }

  /** Notes the time of a sample that was taken in. */
  seen(time: number): void {
    if (time > this.newestMs) this.newestMs = time;
    else if (time < this.newestMs - this.settledWindowMs) this.version = nextVersion();
  }

  /** What lies that long before the newest sample may be kept by others: from now on they want to know when it changes. */
  watch(windowMs: number): void {
    if (windowMs === this.settledWindowMs) return;
    // A moment that was settled by the old window may have changed unnoticed.
    if (windowMs < this.settledWindowMs) this.version = nextVersion();
    this.settledWindowMs = windowMs;
  }

  /** Metadata that was not written today. */
  newMetadata(metadata: readonly FamilyMetadata[], nowMs: number): readonly FamilyMetadata[] {
    const day = Math.floor(nowMs / DAY_MS);
    if (this.metadataDays.size > MAX_METADATA) this.metadataDays.clear();
    return metadata.filter(({ family, type, help, unit }) => {
      const key = JSON.stringify([family, type, help, unit]);
      const isNew = this.metadataDays.get(key) !== day;
      if (isNew) this.metadataDays.set(key, day);
      return isNew;
    });
  }

  /** Whether the database was told lately that this process writes. */
  isRegistered(writer: number): boolean {
    return this.positions.has(writer) && performance.now() - this.lastWrite < DAY_MS;
  }

  /** Notes a row of this process that is committed. */
  wrote(writer: number, seq: number, bytes: number): void {
    this.positions.set(writer, seq);
    this.lastWrite = performance.now();
    this.note(bytes);
  }

  /** Notes which writers there are, and what of theirs is in chunks. */
  knows(writers: readonly WalWriter[], own?: number): void {
    const horizons = new Map(writers.map(({ writer, horizon }) => [writer, horizon]));
    if (writers.some(({ writer, horizon }) => horizon > (this.horizons.get(writer) ?? 0))) this.pending = { rows: 0, bytes: 0, since: performance.now() };
    this.horizons = horizons;
    for (const writer of horizons.keys()) if (!this.positions.has(writer)) this.positions.set(writer, 0);
    for (const writer of [...this.positions.keys()]) if (writer !== own && !horizons.has(writer)) this.positions.delete(writer);
  }

  /** Whether anything is not in chunks yet. */
  get isPending(): boolean {
    return [...this.positions].some(([writer, seq]) => seq > (this.horizons.get(writer) ?? 0));
  }

  /** Notes what is sealed now: when these rows are in chunks, it may be forgotten. */
  mark(): void {
    this.marks.push({ birth: this.memory.arena.nextBirth, positions: new Map(this.positions) });
    if (this.marks.length > MAX_MARKS) this.marks.splice(1, 1);
  }

  /** Takes in what was committed: all series in it are known. Times that have a value keep it. */
  replay(body: Buffer): void {
    if (this.isDisposed) return;
    this.note(body.length);
    readWalRecord(body, {
      float: (id, time, low, high, start) => {
        const ref = this.byId.get(id);
        if (ref !== undefined && this.series.write(ref, time, low, high, start, Infinity) === 'written') this.seen(time);
      },
      histogram: (id, sample: TimedHistogram) => {
        const ref = this.byId.get(id);
        if (ref !== undefined && this.series.writeHistogram(ref, sample, Infinity) === 'written') this.seen(sample.timestamp);
      },
    });
  }

  /** Notes an announcement of series that are going to be deleted. False when it knows one of them, or cannot say because it comes too late, or missed one before. */
  sees({ announced, candidates }: Sweep): boolean {
    if (announced === this.sweep) return true;
    if (announced > this.sweep + 1 || !candidates || candidates.some((id) => this.byId.has(id))) return false;
    this.sweep = announced;
    return true;
  }

  /** Ids in a row of which this head does not know the series. */
  unknownIds(body: Buffer, into: Set<number>): void {
    const note = (id: number): void => {
      if (!this.byId.has(id)) into.add(id);
    };
    readWalRecord(body, { float: note, histogram: note });
  }

  /** Lets go of what is older, where it is in chunks of the archive. */
  prune(beforeMs: number): void {
    const isStored = ({ positions }: { readonly positions: ReadonlyMap<number, number> }): boolean => [...positions].every(([writer, seq]) => seq <= (this.horizons.get(writer) ?? 0));
    const stored = this.marks.findLastIndex(isStored);
    if (stored < 0) return;
    this.marks.splice(0, stored);
    this.floorMs = Math.max(this.floorMs, beforeMs);
    this.series.prune(beforeMs, this.marks[0]?.birth ?? 0, (ref) => {
      this.keys.remove(ref);
      this.byId.delete(this.idOf(ref));
      this.byBytes.delete(this.series.packedOf(ref));
      for (const bytes of this.aliases.get(ref) ?? []) this.byBytes.delete(bytes);
      this.aliases.delete(ref);
    });
  }

  private note(bytes: number): void {
    this.pending.rows += 1;
    this.pending.bytes += bytes;
    this.pending.since = Math.min(this.pending.since, performance.now());
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.series.dispose();
  }
}
