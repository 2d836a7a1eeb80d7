import type { Labels } from '#pkg/promql';

/** Values of a series as they stand in an answer, `[1700000000,"1"],[1700000015,"2"]`, so that they need not be written twice. */
export interface WrittenSeries {
  readonly labels: Labels;
  /** Of the values, in milliseconds. */
  readonly times: Float64Array;
  readonly text: Uint8Array;
  /** Where each value begins in the text; and, one longer, where another one would. */
  readonly offsets: Uint32Array;
}

/** The values from one moment to another, both included; undefined when there are none. */
export function writtenBetween({ labels, times, text, offsets }: WrittenSeries, startMs: number, untilMs: number): WrittenSeries | undefined {
  const [from, to] = [firstAtOrAfter(times, startMs), firstAtOrAfter(times, untilMs + 1)];
  if (to === from) return undefined;
  const [begin, end] = [offsets[from] ?? 0, offsets[to] ?? 0];
  const own = begin === 0 ? offsets.subarray(from, to + 1) : offsets.subarray(from, to + 1).map((offset) => offset - begin);
  return { labels, times: times.subarray(from, to), text: text.subarray(begin, end - 1), offsets: own };
}

/** Memory, about. */
export const bytesOfWritten = ({ labels, times, text, offsets }: WrittenSeries): number =>
  400 + times.byteLength + text.byteLength + offsets.byteLength + 2 * labels.values.reduce((sum, value) => sum + value.length, 0);

function firstAtOrAfter(times: Float64Array, timeMs: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
