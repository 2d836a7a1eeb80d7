import { type FloatHistogram, Labels, type SeriesSamples } from '#pkg/promql';

/** Series as they move between threads: numbers in few large arrays, which are handed over and not copied again. */
export interface PackedSeries {
  readonly names: readonly (readonly string[])[];
  readonly values: readonly (readonly string[])[];
  /** Samples of each series. */
  readonly counts: Uint32Array<ArrayBuffer>;
  readonly times: Float64Array<ArrayBuffer>;
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Start times, where any series has some. */
  readonly starts: Float64Array<ArrayBuffer> | undefined;
  /** By position of the series. */
  readonly histograms: ReadonlyMap<number, readonly (FloatHistogram | undefined)[]>;
}

/** How long packing may hold up the event loop. */
const TURN_MS = 10;

/** Copies series, because the arrays of a store may be shared. Stale markers keep their bits. */
export async function packSeries(series: readonly SeriesSamples[]): Promise<PackedSeries> {
  const total = series.reduce((sum, { timestamps }) => sum + timestamps.length, 0);
  const packed = {
    names: series.map(({ labels }) => labels.names),
    values: series.map(({ labels }) => labels.values),
    counts: Uint32Array.from(series, ({ timestamps }) => timestamps.length),
    times: new Float64Array(total),
    numbers: new Float64Array(total),
    starts: series.some(({ startTimestamps }) => startTimestamps) ? new Float64Array(total) : undefined,
    histograms: new Map(series.flatMap(({ histograms }, at) => (histograms ? [[at, histograms] as const] : []))),
  };
  let at = 0;
  let turnBegan = performance.now();
  for (const { timestamps, values, startTimestamps } of series) {
    packed.times.set(timestamps, at);
    packed.numbers.set(values, at);
    if (startTimestamps) packed.starts?.set(startTimestamps, at);
    at += timestamps.length;
    if (performance.now() - turnBegan < TURN_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    turnBegan = performance.now();
  }
  return packed;
}

/** The buffers to hand over. */
export const buffersOf = ({ counts, times, numbers, starts }: PackedSeries): ArrayBuffer[] => [counts.buffer, times.buffer, numbers.buffer, ...(starts ? [starts.buffer] : [])];

/** The reverse of `packSeries`; the arrays are views of the packed ones. */
export function unpackSeries({ names, values, counts, times, numbers, starts, histograms }: PackedSeries): SeriesSamples[] {
  let at = 0;
  return names.map((own, index): SeriesSamples => {
    const [from, to] = [at, (at += counts[index] ?? 0)];
    const hasHistograms = histograms.get(index);
    return {
      labels: new Labels(own, values[index] ?? []),
      timestamps: times.subarray(from, to),
      values: numbers.subarray(from, to),
      ...(hasHistograms && { histograms: hasHistograms }),
      ...(starts && { startTimestamps: starts.subarray(from, to) }),
    };
  });
}
