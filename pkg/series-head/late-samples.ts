import { wordsOf } from '#pkg/sample-model';
import { encodeFloatChunk } from '#pkg/xor-chunk';
import type { SealedChunk } from './histogram-samples.ts';

/** Late floats of one series until they are enough for a chunk: in the order of time. Their bits are whole numbers, so plain lists keep them. */
export class LateSamples {
  readonly times: number[] = [];
  private readonly lows: number[] = [];
  private readonly highs: number[] = [];
  private readonly starts: number[] = [];

  get count(): number {
    return this.times.length;
  }

  insert(time: number, low: number, high: number, start: number): void {
    const later = this.times.findIndex((known) => known > time);
    const at = later < 0 ? this.times.length : later;
    this.times.splice(at, 0, time);
    this.lows.splice(at, 0, low);
    this.highs.splice(at, 0, high);
    this.starts.splice(at, 0, start);
  }

  /** Copies the samples to the arrays, from `at` on. */
  copyTo(times: Float64Array, words: Uint32Array, starts: Float64Array | undefined, at: number): void {
    this.times.forEach((time, index) => {
      times[at + index] = time;
      words[(at + index) * 2] = this.lows[index] as number;
      words[(at + index) * 2 + 1] = this.highs[index] as number;
      if (starts) starts[at + index] = this.starts[index] as number;
    });
  }

  seal(): SealedChunk {
    const [timestamps, values] = [Float64Array.from(this.times), new Float64Array(this.count)];
    const words = wordsOf(values);
    this.lows.forEach((low, at) => words.set([low, this.highs[at] as number], at * 2));
    const startTimestamps = this.starts.some((start) => start !== 0) ? Float64Array.from(this.starts) : undefined;
    return { startMs: this.times[0] as number, endMs: this.times.at(-1) as number, samples: this.count, data: encodeFloatChunk({ timestamps, values, startTimestamps }) };
  }
}
