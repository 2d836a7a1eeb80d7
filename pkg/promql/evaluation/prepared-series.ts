import type { FloatHistogram } from '../histograms/float-histogram.ts';
import { withHint } from '../histograms/float-histogram.ts';
import { hasStaleMarker, staleMarkersOf } from '../values/stale-samples.ts';
import type { Labels } from '../values/promql-labels.ts';
import { FLOAT, HISTOGRAM, type StepGrid, type StepSeries, timeOfStep } from '../values/step-series.ts';
import type { SeriesSamples } from './series-source.ts';

/** Float samples by time. */
export interface FloatPoints {
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** When the counter began, 0 where it is not known; undefined when it is known for none. */
  readonly starts: Float64Array | undefined;
}

/** Histogram samples by time. */
export interface HistogramPoints {
  readonly times: Float64Array;
  readonly values: readonly FloatHistogram[];
  readonly starts: Float64Array | undefined;
}

/** The samples of a series as range functions want them: floats and histograms apart, without stale markers. */
export interface PreparedSeries {
  readonly labels: Labels;
  readonly dropName: boolean;
  readonly floats: FloatPoints;
  readonly histograms: HistogramPoints | undefined;
}

const noFloats: FloatPoints = { times: new Float64Array(), values: new Float64Array(), starts: undefined };

/** Copies only when there is something to leave out. */
export function prepareSeries(samples: SeriesSamples): PreparedSeries {
  const { labels, timestamps, values, histograms, startTimestamps: starts } = samples;
  if (!histograms && !hasStaleMarker(values)) return { labels, dropName: false, floats: { times: timestamps, values, starts }, histograms: undefined };

  const isStale = staleMarkersOf(values);
  const floatsAt: number[] = [];
  const histogramsAt: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (histograms?.[i]) histogramsAt.push(i);
    else if (!isStale(i)) floatsAt.push(i);
  }
  const pick = (array: Float64Array, positions: readonly number[]) => Float64Array.from(positions, (at) => array[at] as number);
  const startsAt = (positions: readonly number[]) => starts && pick(starts, positions);
  return {
    labels,
    dropName: false,
    floats: { times: pick(timestamps, floatsAt), values: pick(values, floatsAt), starts: startsAt(floatsAt) },
    histograms: histogramsAt.length === 0 ? undefined : {
      times: pick(timestamps, histogramsAt),
      values: histogramsAt.map((at) => histograms?.[at] as FloatHistogram),
      starts: startsAt(histogramsAt),
    },
  };
}

/**
 * The result of a subquery as the samples of a range. What is known about counter resets does not hold between them: samples were
 * left out, or taken twice.
 */
export function prepareSubquerySeries(series: StepSeries, grid: StepGrid): PreparedSeries {
  const stepsOf = (wanted: number) => Array.from(series.kinds.keys()).filter((step) => series.kinds[step] === wanted);
  const timesOf = (steps: readonly number[]) => Float64Array.from(steps, (step) => timeOfStep(grid, step));
  const floats = stepsOf(FLOAT);
  const histograms = stepsOf(HISTOGRAM);
  const forgetReset = (histogram: FloatHistogram) => (histogram.counterResetHint === 'gauge' ? histogram : withHint(histogram, 'unknown'));
  return {
    labels: series.labels,
    dropName: series.dropName,
    floats: floats.length === 0 ? noFloats : { times: timesOf(floats), values: Float64Array.from(floats, (step) => series.floats[step] as number), starts: undefined },
    histograms: histograms.length === 0 ? undefined : {
      times: timesOf(histograms),
      values: histograms.map((step) => forgetReset(series.histograms?.[step] as FloatHistogram)),
      starts: undefined,
    },
  };
}
