import { LabelIndex } from '#pkg/label-index';
import type { Matcher } from '#pkg/matchers';
import type { Labels, SeriesSamples } from '#pkg/promql';
import type { Label } from '#pkg/sample-model';
import { hasStarts, type TimedHistogram } from '#pkg/xor-chunk';
import { FloatSamples } from './float-samples.ts';
import type { HeadMemory } from './head-memory.ts';
import { HistogramSamples, type SealedChunk, sealHistograms } from './histogram-samples.ts';
import { mergeHistograms } from './merge-histograms.ts';
import { unpackForQuery, unpackLabels } from './packed-labels.ts';
import { sameHistogram } from './query-histogram.ts';
import { ENDS_WITH_HISTOGRAM, HAS_HISTOGRAMS, HAS_STARTS, IS_GONE, SeriesColumns } from './series-columns.ts';

/** What became of a sample: it is there now, it was there, or the series has another value then, or it is too late. */
export type Verdict = 'written' | 'known' | 'duplicate_sample' | 'out_of_order' | 'too_old';

const HISTOGRAMS_PER_CHUNK = 120;

/** The newest samples of many series, their labels and an index over them. Series are numbers, which it gives out and uses again after `prune`. */
export class SeriesHead {
  readonly index = new LabelIndex();
  private readonly columns = new SeriesColumns();
  private readonly floats: FloatSamples;
  private readonly histograms = new Map<number, HistogramSamples>();
  private readonly packed: string[] = [];
  private readonly labels: (Labels | undefined)[] = [];
  private readonly free: number[] = [];

  constructor(private readonly memory: HeadMemory, private readonly samplesPerChunk = 240) {
    this.floats = new FloatSamples(memory, this.columns, samplesPerChunk);
  }

  get size(): number {
    return this.index.size;
  }

  /** Adds a series by its packed labels; it must not be there yet. */
  add(packed: string, labels: readonly Label[] = unpackLabels(packed)): number {
    const ref = this.free.pop() ?? this.packed.length;
    this.packed[ref] = packed;
    this.labels[ref] = undefined;
    // Series that begin together must not seal their chunks together.
    this.columns.reset(ref, this.samplesPerChunk / 2 + ((ref * 97) % Math.max(1, this.samplesPerChunk >> 1)));
    this.index.add(ref, labels);
    return ref;
  }

  packedOf(ref: number): string {
    return this.packed[ref] as string;
  }

  labelsOf(ref: number): Labels {
    return (this.labels[ref] ??= unpackForQuery(this.packedOf(ref)));
  }

  /** Time of the newest sample; -Infinity when there is none. */
  lastTimeOf(ref: number): number {
    return this.columns.lastTime[ref] as number;
  }

  firstTimeOf(ref: number): number {
    return this.columns.firstTime[ref] as number;
  }

  chunksOf(ref: number): number {
    return this.floats.chunksOf(ref) + (this.histograms.get(ref)?.chunks ?? 0);
  }

  /** Judges a float by what the series has, and takes it in when nothing speaks against it. The time is a whole number; the start 0 or near it. */
  write(ref: number, time: number, low: number, high: number, start: number, windowMs: number): Verdict {
    const { columns } = this;
    const last = columns.lastTime[ref] as number;
    if (time > last) {
      this.floats.append(ref, time, low, high, start);
      columns.lastTime[ref] = time;
      columns.lastLow[ref] = low;
      columns.lastHigh[ref] = high;
      const flags = columns.flags[ref] as number;
      if ((flags & ENDS_WITH_HISTOGRAM) !== 0) columns.flags[ref] = flags & ~ENDS_WITH_HISTOGRAM;
      if (last === -Infinity) columns.firstTime[ref] = time;
      return 'written';
    }
    const isLast = time === last && ((columns.flags[ref] as number) & ENDS_WITH_HISTOGRAM) === 0;
    if (isLast) return columns.lastLow[ref] === (low | 0) && columns.lastHigh[ref] === (high | 0) ? 'known' : 'duplicate_sample';
    return this.writeLate(ref, time, low, high, start, windowMs);
  }

  /** The same for a histogram, which makes sense (`histogramFault`). */
  writeHistogram(ref: number, sample: TimedHistogram, windowMs: number): Verdict {
    const { columns } = this;
    const last = columns.lastTime[ref] as number;
    const time = sample.timestamp;
    if (time <= last) {
      const known = this.histograms.get(ref)?.find(time);
      if (known) return sameHistogram(known.histogram, sample.histogram) ? 'known' : 'duplicate_sample';
      if (this.floats.from(ref, time).find(time) >= 0) return 'duplicate_sample';
      if (windowMs === 0) return 'out_of_order';
      if (time < last - windowMs) return 'too_old';
    }
    let samples = this.histograms.get(ref);
    if (!samples) this.histograms.set(ref, (samples = new HistogramSamples(HISTOGRAMS_PER_CHUNK)));
    columns.flags[ref] = (columns.flags[ref] as number) | HAS_HISTOGRAMS;
    if (time > last) {
      samples.append(sample, this.memory.arena.nextBirth);
      columns.lastTime[ref] = time;
      columns.flags[ref] = (columns.flags[ref]) | ENDS_WITH_HISTOGRAM;
    } else samples.insert(sample);
    columns.firstTime[ref] = Math.min(columns.firstTime[ref] as number, time);
    return 'written';
  }

  /** Adds a stored chunk: to begin with, before newer samples come. */
  addChunk(ref: number, kind: 'float' | 'histogram', chunk: SealedChunk): void {
    const { columns } = this;
    columns.firstTime[ref] = Math.min(columns.firstTime[ref] as number, chunk.startMs);
    if (kind === 'histogram') {
      let samples = this.histograms.get(ref);
      if (!samples) this.histograms.set(ref, (samples = new HistogramSamples(HISTOGRAMS_PER_CHUNK)));
      samples.add(chunk, this.memory.arena.nextBirth);
      columns.flags[ref] = (columns.flags[ref] as number) | HAS_HISTOGRAMS;
    } else {
      this.floats.add(ref, chunk);
      if (hasStarts(chunk.data)) columns.flags[ref] = (columns.flags[ref] as number) | HAS_STARTS;
    }
    if (chunk.endMs > (columns.lastTime[ref] as number)) this.endsWith(ref, kind, chunk.endMs);
  }

  select(matchers: readonly Matcher[]): Uint32Array {
    return this.index.select(matchers);
  }

  /** The samples of a range, both ends included; undefined when there are none. Views of shared memory: read them, and copy what leaves the thread. */
  read(ref: number, startMs: number, endMs: number): SeriesSamples | undefined {
    const { columns } = this;
    if ((columns.lastTime[ref] as number) < startMs || (columns.firstTime[ref] as number) > endMs) return undefined;
    const floats = this.floats.from(ref, startMs).view(startMs, endMs);
    const labels = this.labelsOf(ref);
    if (((columns.flags[ref] as number) & HAS_HISTOGRAMS) !== 0) return mergeHistograms(labels, floats, this.histograms.get(ref)?.read(startMs, endMs) ?? []);
    if (floats.timestamps.length === 0) return undefined;
    const { timestamps, values, startTimestamps } = floats;
    return startTimestamps ? { labels, timestamps, values, startTimestamps } : { labels, timestamps, values };
  }

  /** Histograms of a range as they were written. */
  readHistograms(ref: number, startMs: number, endMs: number): readonly TimedHistogram[] {
    return this.histograms.get(ref)?.read(startMs, endMs) ?? [];
  }

  /** Floats of a range. */
  readFloats(ref: number, startMs: number, endMs: number): { readonly timestamps: Float64Array; readonly values: Float64Array; readonly startTimestamps: Float64Array | undefined } {
    return this.floats.from(ref, startMs).view(startMs, endMs);
  }

  /** Everything a series has, as chunks whose samples do not overlap. */
  sealAll(ref: number): readonly (SealedChunk & { readonly kind: 'float' | 'histogram' })[] {
    const floats = this.floats.sealAll(ref).map((chunk) => ({ ...chunk, kind: 'float' as const }));
    const histograms = this.histograms.get(ref)?.read(-Infinity, Infinity) ?? [];
    const count = Math.ceil(histograms.length / HISTOGRAMS_PER_CHUNK);
    return [...floats, ...Array.from({ length: count }, (_, at) => ({ ...sealHistograms(histograms.slice(at * HISTOGRAMS_PER_CHUNK, (at + 1) * HISTOGRAMS_PER_CHUNK)), kind: 'histogram' as const }))];
  }

  /** All series. */
  *refs(): Generator<number> {
    for (let ref = 0; ref < this.packed.length; ref += 1) if (((this.columns.flags[ref] as number) & IS_GONE) === 0) yield ref;
  }

  /**
   * Lets go of what ended before `beforeMs` and was sealed before `bornBefore` (a number of the arena), and of series that then have nothing left, which are
   * told to `removed`.
   */
  prune(beforeMs: number, bornBefore: number, removed: (ref: number) => void): void {
    const gone: number[] = [];
    for (const ref of this.refs()) {
      if ((this.columns.firstTime[ref] as number) >= beforeMs) continue;
      this.floats.prune(ref, beforeMs, bornBefore);
      const histograms = this.histograms.get(ref);
      histograms?.prune(beforeMs, bornBefore, this.memory.arena.nextBirth);
      if (this.floats.isEmpty(ref) && (!histograms || histograms.isEmpty)) gone.push(ref);
    }
    for (const ref of gone) {
      removed(ref);
      this.remove(ref);
    }
    if (gone.length === 0) return;
    this.index.compact();
    this.free.push(...gone);
  }

  /** Gives all memory back; the head is of no use afterwards. */
  dispose(): void {
    for (const ref of this.refs()) this.floats.release(ref);
    this.histograms.clear();
  }

  private writeLate(ref: number, time: number, low: number, high: number, start: number, windowMs: number): Verdict {
    const { columns } = this;
    if (this.histograms.get(ref)?.find(time)) return 'duplicate_sample';
    const decoded = this.floats.from(ref, time);
    const at = decoded.find(time);
    if (at >= 0) return decoded.isAt(at, low, high) ? 'known' : 'duplicate_sample';
    if (windowMs === 0) return 'out_of_order';
    if (time < (columns.lastTime[ref] as number) - windowMs) return 'too_old';
    this.floats.insert(ref, time, low, high, start);
    columns.firstTime[ref] = Math.min(columns.firstTime[ref] as number, time);
    return 'written';
  }

  /** Notes the newest sample of a chunk that was just added. */
  private endsWith(ref: number, kind: 'float' | 'histogram', endMs: number): void {
    const { columns } = this;
    columns.lastTime[ref] = endMs;
    if (kind === 'histogram') {
      columns.flags[ref] = (columns.flags[ref] as number) | ENDS_WITH_HISTOGRAM;
      return;
    }
    columns.flags[ref] = (columns.flags[ref] as number) & ~ENDS_WITH_HISTOGRAM;
    const { values } = this.floats.from(ref, endMs).view(endMs, endMs);
    const words = new Int32Array(values.buffer, values.byteOffset, 2);
    columns.lastLow[ref] = words[0] as number;
    columns.lastHigh[ref] = words[1] as number;
  }

  private remove(ref: number): void {
    this.floats.release(ref);
    this.histograms.delete(ref);
    this.index.remove(ref);
    this.columns.flags[ref] = IS_GONE;
    this.packed[ref] = '';
    this.labels[ref] = undefined;
  }
}
