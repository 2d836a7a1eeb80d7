import { decodeHistogramChunk, HistogramChunk, type TimedHistogram } from '#pkg/xor-chunk';

/** A sealed chunk and what it holds. */
export interface SealedChunk {
  readonly startMs: number;
  readonly endMs: number;
  readonly samples: number;
  readonly data: Uint8Array;
}

/** The histograms of one series: sealed chunks, one that is being filled, and late ones. */
export class HistogramSamples {
  private sealed: (SealedChunk & { readonly birth: number })[] = [];
  private open = new HistogramChunk();
  private openStartMs = 0;
  private late: TimedHistogram[] = [];

  constructor(private readonly samplesPerChunk: number) {}

  get isEmpty(): boolean {
    return this.sealed.length === 0 && this.open.count === 0 && this.late.length === 0;
  }

  get chunks(): number {
    return this.sealed.length + (this.open.count > 0 ? 1 : 0);
  }

  /** Later than all before. */
  append(sample: TimedHistogram, birth: number): void {
    if (this.open.count >= this.samplesPerChunk) this.seal(birth);
    this.open.append(sample);
    if (this.open.count === 1) this.openStartMs = sample.timestamp;
  }

  /** Earlier than one of them. */
  insert(sample: TimedHistogram): void {
    const at = this.late.findIndex(({ timestamp }) => timestamp > sample.timestamp);
    this.late.splice(at < 0 ? this.late.length : at, 0, sample);
  }

  add(chunk: SealedChunk, birth: number): void {
    this.sealed.push({ ...chunk, birth });
  }

  find(timestamp: number): TimedHistogram | undefined {
    return this.read(timestamp, timestamp)[0];
  }

  /** Those of a range, in the order of time; of equal times the one that was there first. */
  read(startMs: number, endMs: number): readonly TimedHistogram[] {
    const found = this.sealed.filter((chunk) => chunk.endMs >= startMs && chunk.startMs <= endMs).flatMap(({ data }) => decodeHistogramChunk(data));
    if (this.open.count > 0 && this.open.lastTimestamp >= startMs && this.openStartMs <= endMs) found.push(...decodeHistogramChunk(this.open.snapshot()));
    return inOrder([...found, ...this.late].filter(({ timestamp }) => timestamp >= startMs && timestamp <= endMs));
  }

  /** Seals what is open or late when it is that old, and drops sealed chunks before `beforeMs` that were there before `bornBefore`. */
  prune(beforeMs: number, bornBefore: number, birth: number): void {
    if (this.open.count > 0 && this.open.lastTimestamp < beforeMs) this.seal(birth);
    const [first] = this.late;
    if (first && first.timestamp < beforeMs) {
      const chunk = sealHistograms(this.late);
      this.late = [];
      this.add(chunk, birth);
    }
    this.sealed = this.sealed.filter((chunk) => chunk.endMs >= beforeMs || chunk.birth >= bornBefore);
  }

  private seal(birth: number): void {
    this.add({ startMs: this.openStartMs, endMs: this.open.lastTimestamp, samples: this.open.count, data: this.open.snapshot() }, birth);
    this.open = new HistogramChunk();
  }
}

/** One chunk of histograms in the order of time. */
export function sealHistograms(samples: readonly TimedHistogram[]): SealedChunk {
  const chunk = new HistogramChunk();
  for (const sample of samples) chunk.append(sample);
  return { startMs: samples[0]?.timestamp ?? 0, endMs: chunk.lastTimestamp, samples: chunk.count, data: chunk.snapshot() };
}

function inOrder(samples: readonly TimedHistogram[]): readonly TimedHistogram[] {
  if (samples.every(({ timestamp }, at) => at === 0 || timestamp > (samples[at - 1]?.timestamp ?? 0))) return samples;
  const sorted = [...samples].sort((one, other) => one.timestamp - other.timestamp);
  return sorted.filter(({ timestamp }, at) => timestamp !== sorted[at - 1]?.timestamp);
}
