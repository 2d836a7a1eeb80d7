import { wordsOf } from '#pkg/sample-model';

/** The first position in the rising `times[0..length)` at which there is `time` or a later one. */
export function lowerBound(times: Float64Array, length: number, time: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

const noStarts = new Float64Array(0);

/**
 * Float samples of one series, ready to be read, from a moment on. New ones are appended behind what readers hold, which never changes: views stay right.
 */
export class DecodedSamples {
  private words: Uint32Array;

  constructor(
    /** There is every sample from this moment on. */
    readonly fromMs: number,
    private times: Float64Array<ArrayBuffer>,
    private values: Float64Array<ArrayBuffer>,
    private starts: Float64Array<ArrayBuffer> | undefined,
    private length: number,
  ) {
    this.words = wordsOf(values);
  }

  get bytes(): number {
    return this.times.length * (this.starts ? 24 : 16) + 200;
  }

  append(time: number, low: number, high: number, start: number): void {
    if (this.length === this.times.length) this.resize(this.length + Math.max(16, this.length >>> 2));
    if (start !== 0) this.starts ??= new Float64Array(this.times.length);
    this.put(this.length, time, low, high, start);
    this.length += 1;
  }

  /** Puts a late sample into its place, in new memory. */
  insert(time: number, low: number, high: number, start: number): void {
    const at = lowerBound(this.times, this.length, time);
    const capacity = this.length + Math.max(16, this.length >>> 2);
    const [times, values, starts] = [this.times, this.values, this.starts];
    this.resize(capacity, at);
    this.times.set(times.subarray(at, this.length), at + 1);
    this.values.set(values.subarray(at, this.length), at + 1);
    if (start !== 0) this.starts ??= new Float64Array(capacity);
    if (starts) this.starts?.set(starts.subarray(at, this.length), at + 1);
    this.put(at, time, low, high, start);
    this.length += 1;
  }

  /** Where the sample of this very moment is, or -1. */
  find(time: number): number {
    const at = lowerBound(this.times, this.length, time);
    return at < this.length && this.times[at] === time ? at : -1;
  }

  isAt(at: number, low: number, high: number): boolean {
    return this.words[at * 2] === low >>> 0 && this.words[at * 2 + 1] === high >>> 0;
  }

  /** The samples of a range, both ends included, without a copy. */
  view(startMs: number, endMs: number): { readonly timestamps: Float64Array; readonly values: Float64Array; readonly startTimestamps: Float64Array | undefined } {
    const from = lowerBound(this.times, this.length, startMs);
    const to = lowerBound(this.times, this.length, endMs + 1);
    return { timestamps: this.times.subarray(from, to), values: this.values.subarray(from, to), startTimestamps: this.starts?.subarray(from, to) };
  }

  private put(at: number, time: number, low: number, high: number, start: number): void {
    this.times[at] = time;
    this.words[at * 2] = low;
    this.words[at * 2 + 1] = high;
    if (this.starts) this.starts[at] = start;
  }

  /** Copies the first `kept` samples to larger memory. */
  private resize(capacity: number, kept = this.length): void {
    const [times, values, starts] = [new Float64Array(capacity), new Float64Array(capacity), this.starts ? new Float64Array(capacity) : undefined];
    times.set(this.times.subarray(0, kept));
    values.set(this.values.subarray(0, kept));
    starts?.set((this.starts ?? noStarts).subarray(0, kept));
    [this.times, this.values, this.starts] = [times, values, starts];
    this.words = wordsOf(values);
  }
}
