import type { FloatHistogram } from '../histograms/float-histogram.ts';
import type { Labels } from './promql-labels.ts';

/** The times at which an expression is evaluated: `steps` of them, the first at `startMs`. */
export interface StepGrid {
  readonly startMs: number;
  readonly stepMs: number;
  readonly steps: number;
}

export const timeOfStep = ({ startMs, stepMs }: StepGrid, step: number): number => startMs + step * stepMs;

/** What a series has at a step. */
export const ABSENT = 0;
export const FLOAT = 1;
export const HISTOGRAM = 2;

/**
 * One series over all steps. `kinds` says for each step whether there is a float (in `floats`), a histogram (in `histograms`) or
 * nothing; so a NaN is a value like any other.
 */
export interface StepSeries {
  readonly labels: Labels;
  /** The name is to be dropped at the end (delayed name removal only; otherwise it is gone already). */
  readonly dropName: boolean;
  readonly kinds: Uint8Array;
  readonly floats: Float64Array;
  /** Sparse; undefined while there is none. */
  readonly histograms: (FloatHistogram | undefined)[] | undefined;
}

/** Where the values of one series go: as many zeros as there are steps (`SeriesRooms`). */
export type SeriesRoom = Pick<StepSeries, 'kinds' | 'floats'>;

/** A series under construction. */
export class StepSeriesBuilder implements StepSeries {
  readonly kinds: Uint8Array;
  readonly floats: Float64Array;
  histograms: (FloatHistogram | undefined)[] | undefined;

  constructor(
    public labels: Labels,
    steps: number,
    public dropName = false,
    room?: SeriesRoom,
  ) {
    this.kinds = room?.kinds ?? new Uint8Array(steps);
    this.floats = room?.floats ?? new Float64Array(steps);
  }

  setFloat(step: number, value: number): void {
    this.kinds[step] = FLOAT;
    this.floats[step] = value;
  }

  setHistogram(step: number, histogram: FloatHistogram): void {
    this.kinds[step] = HISTOGRAM;
    this.histograms ??= [];
    this.histograms[step] = histogram;
  }

  /** A float, a histogram, or nothing. */
  set(step: number, value: number | FloatHistogram | undefined): void {
    if (typeof value === 'number') this.setFloat(step, value);
    else if (value) this.setHistogram(step, value);
  }
}

/** The value of a series at a step. */
export function valueAt(series: StepSeries, step: number): number | FloatHistogram | undefined {
  const kind = series.kinds[step];
  if (kind === FLOAT) return series.floats[step];
  return kind === HISTOGRAM ? series.histograms?.[step] : undefined;
}

/** Whether there is anything at any step. */
export function isPresent({ kinds }: StepSeries): boolean {
  for (let step = 0; step < kinds.length; step++) if (kinds[step] !== ABSENT) return true;
  return false;
}

/** How many samples a series holds, a histogram counting as many as it is worth in memory. */
export function samplesOf({ kinds, histograms }: StepSeries): number {
  let samples = 0;
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] === FLOAT) samples++;
    else if (kinds[step] === HISTOGRAM) samples += histogramSamples(histograms?.[step]);
  }
  return samples;
}

/** A histogram in units of a float sample (16 bytes). */
export const histogramSamples = (histogram: FloatHistogram | undefined): number =>
  histogram ? Math.ceil((176 + 12 * (histogram.positive.indexes.length + histogram.negative.indexes.length) + 8 * histogram.customValues.length) / 16) : 0;
