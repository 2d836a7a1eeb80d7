import type { FloatHistogram } from '../histograms/float-histogram.ts';
import type { Annotation } from '../values/query-annotations.ts';
import type { SourceRange } from '../values/source-position.ts';
import { type StepGrid, timeOfStep } from '../values/step-series.ts';
import type { FloatPoints, HistogramPoints } from './prepared-series.ts';

/** How a range selector cuts windows out of a series. */
export interface WindowShape {
  readonly rangeMs: number;
  readonly offsetMs: number;
  /** Fixed by `@`: every step sees the same window. */
  readonly timestampMs: number | undefined;
  /** With `anchored` the window reaches back to the sample before it, with `smoothed` also ahead to the one behind it. */
  readonly extension: 'anchored' | 'smoothed' | undefined;
  readonly lookbackMs: number;
}

/** What the extrapolation of rate, increase and delta takes from the times of samples alone, step by step; in seconds. */
export interface WindowExtrapolation {
  /** Between the first and the last sample of the window. */
  readonly sampled: Float64Array;
  /** By how much to extrapolate to the beginning and to the end of the window. */
  readonly toStart: Float64Array;
  readonly toEnd: Float64Array;
  /** What to multiply an increase by, where a counter need not be kept from going below zero. */
  readonly factor: Float64Array;
  isCurrent: boolean;
}

/** For each step the positions [from, to) of the samples in its window. */
export interface WindowBounds {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** What a kernel has made of the times, for other series with the same ones; or, when it is out of date, where that may be written. */
  extrapolation?: WindowExtrapolation;
}

/** Where the window of a step ends. */
export const windowEnd = ({ timestampMs, offsetMs }: WindowShape, grid: StepGrid, step: number): number => (timestampMs ?? timeOfStep(grid, step)) - offsetMs;

/** Windows are (end - range, end]. Both ends only move forward, so all steps together pass over the samples twice. `into` is filled anew and returned. */
export function windowBounds(times: Float64Array, shape: WindowShape, grid: StepGrid, into?: WindowBounds): WindowBounds {
  const { steps } = grid;
  const { from, to } = into ?? { from: new Int32Array(steps), to: new Int32Array(steps) };
  const { length } = times;
  const before = shape.rangeMs + (shape.extension ? shape.lookbackMs : 0);
  const ahead = shape.extension === 'smoothed' ? shape.lookbackMs : 0;
  // With `@` all windows are the same.
  const stepMs = shape.timestampMs === undefined ? grid.stepMs : 0;
  const firstEnd = windowEnd(shape, grid, 0);
  let first = 0;
  let end = 0;
  for (let step = 0; step < steps; step++) {
    const reference = firstEnd + step * stepMs;
    while (end < length && (times[end] as number) <= reference + ahead) end++;
    while (first < end && (times[first] as number) <= reference - before) first++;
    from[step] = first;
    to[step] = end;
  }
  return into ?? { from, to };
}

/** The windows of one series after the other. Those that were scraped together have the same times, and then the same windows. */
export class SharedWindows {
  private times: Float64Array = new Float64Array();
  private readonly known: WindowBounds;

  constructor(
    private readonly shape: WindowShape,
    private readonly grid: StepGrid,
  ) {
    this.known = windowBounds(this.times, shape, grid);
  }

  of(times: Float64Array): WindowBounds {
    if (!areEqual(times, this.times)) {
      this.times = times;
      windowBounds(times, this.shape, this.grid, this.known);
      if (this.known.extrapolation) this.known.extrapolation.isCurrent = false;
    }
    return this.known;
  }
}

function areEqual(one: Float64Array, other: Float64Array): boolean {
  if (one.length !== other.length) return false;
  if (one.buffer === other.buffer && one.byteOffset === other.byteOffset) return true;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

const none = { times: new Float64Array(), values: [] as FloatHistogram[], starts: undefined };

/** The samples of one series in the window of one step. One object serves all steps; it is moved, not copied. */
export class RangeWindow {
  floatFrom = 0;
  floatTo = 0;
  histogramFrom = 0;
  histogramTo = 0;
  /** The step, and the window it looks at: (startMs, endMs]. */
  step = 0;
  evaluationMs = 0;
  startMs = 0;
  endMs = 0;
  readonly histogramPoints: HistogramPoints;

  constructor(
    readonly floatPoints: FloatPoints,
    histogramPoints: HistogramPoints | undefined,
    private readonly shape: WindowShape,
    private readonly grid: StepGrid,
  ) {
    this.histogramPoints = histogramPoints ?? none;
  }

  moveTo(step: number, floats: WindowBounds, histograms: WindowBounds | undefined): void {
    this.step = step;
    this.evaluationMs = timeOfStep(this.grid, step);
    this.endMs = windowEnd(this.shape, this.grid, step);
    this.startMs = this.endMs - this.shape.rangeMs;
    this.floatFrom = floats.from[step] as number;
    this.floatTo = floats.to[step] as number;
    this.histogramFrom = histograms?.from[step] ?? 0;
    this.histogramTo = histograms?.to[step] ?? 0;
  }

  get floatCount(): number {
    return this.floatTo - this.floatFrom;
  }

  get histogramCount(): number {
    return this.histogramTo - this.histogramFrom;
  }

  get isEmpty(): boolean {
    return this.floatTo === this.floatFrom && this.histogramTo === this.histogramFrom;
  }

  /** The float at a position of its points. */
  float(at: number): number {
    return this.floatPoints.values[at] as number;
  }

  floatTime(at: number): number {
    return this.floatPoints.times[at] as number;
  }

  histogram(at: number): FloatHistogram {
    return this.histogramPoints.values[at] as FloatHistogram;
  }

  histogramTime(at: number): number {
    return this.histogramPoints.times[at] as number;
  }
}

/** A call of a range function on one series. */
export interface RangeCall {
  readonly shape: WindowShape;
  readonly metricName: string;
  /** Where the first argument is in the query: the place that remarks name. */
  readonly range: SourceRange;
  /** The other arguments, in order: one value per step each. */
  readonly parameters: readonly Float64Array[];
  readonly remark: (annotation: Annotation) => void;
}

/** The value of a range function for one window that is not empty; undefined when there is none. */
export type RangeFunction = (window: RangeWindow, call: RangeCall) => number | FloatHistogram | undefined;

/** The values for all windows of a series of floats at once, for functions where that pays. */
export type RangeKernel = (points: FloatPoints, bounds: WindowBounds, call: RangeCall, grid: StepGrid, kinds: Uint8Array, results: Float64Array) => void;

/** The value of a scalar argument at the window's step. */
export const parameterAt = (call: RangeCall, index: number, window: RangeWindow): number => call.parameters[index]?.[window.step] ?? NaN;
