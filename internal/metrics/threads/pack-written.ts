import { Labels } from '#pkg/promql';
import type { WrittenSeries } from '../domain/written-series.ts';

/** Written series as they move between threads: all numbers and all text in one array each, which are handed over. */
export interface PackedWritten {
  readonly names: readonly (readonly string[])[];
  readonly values: readonly (readonly string[])[];
  /** Values of each series, and bytes of its text. */
  readonly counts: Uint32Array<ArrayBuffer>;
  readonly lengths: Uint32Array<ArrayBuffer>;
  readonly times: Float64Array<ArrayBuffer>;
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly text: Uint8Array<ArrayBuffer>;
}

export function packWritten(series: readonly WrittenSeries[]): PackedWritten {
  const counts = Uint32Array.from(series, ({ times }) => times.length);
  const lengths = Uint32Array.from(series, ({ text }) => text.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const packed = {
    names: series.map(({ labels }) => labels.names), values: series.map(({ labels }) => labels.values), counts, lengths,
    times: new Float64Array(total), offsets: new Uint32Array(total + series.length), text: new Uint8Array(lengths.reduce((sum, length) => sum + length, 0)),
  };
  let [time, offset, byte] = [0, 0, 0];
  for (const { times, offsets, text } of series) {
    packed.times.set(times, time);
    packed.offsets.set(offsets, offset);
    packed.text.set(text, byte);
    time += times.length;
    offset += offsets.length;
    byte += text.length;
  }
  return packed;
}

/** The buffers to hand over. */
export const buffersOfWritten = ({ counts, lengths, times, offsets, text }: PackedWritten): ArrayBuffer[] => [counts.buffer, lengths.buffer, times.buffer, offsets.buffer, text.buffer];

/** The reverse of `packWritten`. */
export function unpackWritten({ names, values, counts, lengths, times, offsets, text }: PackedWritten): WrittenSeries[] {
  let [time, offset, byte] = [0, 0, 0];
  return names.map((own, index): WrittenSeries => {
    const [count, length] = [counts[index] ?? 0, lengths[index] ?? 0];
    return {
      labels: new Labels(own, values[index] ?? []),
      times: times.subarray(time, (time += count)),
      offsets: offsets.subarray(offset, (offset += count + 1)),
      text: text.subarray(byte, (byte += length)),
    };
  });
}
