import type { Aggregator } from '../syntax/promql-token.ts';
import { histogramIgnoredInAggregation } from '../values/annotation-texts.ts';
import { FLOAT, HISTOGRAM, isPresent, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import type { AggregationCall } from './aggregation-call.ts';
import type { SeriesGroup } from './series-groups.ts';

/** Aggregates the floats of a group, series by series over all steps. */
type FloatFold = (floats: Float64Array, kinds: Uint8Array, result: StepSeriesBuilder) => void;

/** Aggregations that only see floats: `start` gives what takes one series after the other, and then what is left to do. */
function foldFloats({ labels, series }: SeriesGroup, call: AggregationCall, start: () => { fold: FloatFold; finish?: (result: StepSeriesBuilder) => void }): StepSeries | undefined {
  const result = new StepSeriesBuilder(labels, call.context.grid.steps);
  const { fold, finish } = start();
  for (const one of series) {
    if (one.histograms && one.kinds.includes(HISTOGRAM)) call.context.annotations.add(histogramIgnoredInAggregation(call.node.op, call.node.expr.range));
    fold(one.floats, one.kinds, result);
    result.dropName ||= one.dropName;
  }
  finish?.(result);
  return isPresent(result) ? result : undefined;
}

const extreme = (isBetter: (value: number, best: number) => boolean) => () => ({
  fold: (floats: Float64Array, kinds: Uint8Array, result: StepSeriesBuilder) => {
    for (let step = 0; step < kinds.length; step++) {
      if (kinds[step] !== FLOAT) continue;
      const value = floats[step] as number;
      const best = result.floats[step] as number;
      if (result.kinds[step] !== FLOAT || isBetter(value, best) || Number.isNaN(best)) result.setFloat(step, value);
    }
  },
});

/** Welford's method: the mean and the squared distances from it are carried along. */
const deviation = (steps: number, finished: (variance: number) => number) => () => {
  const counts = new Float64Array(steps);
  const means = new Float64Array(steps);
  return {
    fold: (floats: Float64Array, kinds: Uint8Array, result: StepSeriesBuilder) => {
      for (let step = 0; step < kinds.length; step++) {
        if (kinds[step] !== FLOAT) continue;
        const value = floats[step] as number;
        const count = (counts[step] = (counts[step] as number) + 1);
        if (count === 1) {
          means[step] = value;
          result.setFloat(step, Number.isFinite(value) ? 0 : NaN);
          continue;
        }
        const mean = means[step] as number;
        const next = mean + (value - mean) / count;
        means[step] = next;
        result.setFloat(step, (result.floats[step] as number) + (value - mean) * (value - next));
      }
    },
    finish: ({ kinds, floats }: StepSeriesBuilder) => {
      for (let step = 0; step < steps; step++) if (kinds[step] === FLOAT) floats[step] = finished((floats[step] as number) / (counts[step] as number));
    },
  };
};

/** count and group see histograms as well. */
const counting = (value: (count: number) => number) => ({ labels, series }: SeriesGroup, call: AggregationCall): StepSeries | undefined => {
  const result = new StepSeriesBuilder(labels, call.context.grid.steps);
  for (const { kinds, dropName } of series) {
    for (let step = 0; step < kinds.length; step++) if (kinds[step]) result.setFloat(step, value((result.floats[step] as number) + 1));
    result.dropName ||= dropName;
  }
  return isPresent(result) ? result : undefined;
};

type GroupAggregation = (group: SeriesGroup, call: AggregationCall) => StepSeries | undefined;

/** The aggregations that make one float of a group at each step. */
export const floatAggregations: Partial<Readonly<Record<Aggregator, GroupAggregation>>> = {
  count: counting((count) => count),
  group: counting(() => 1),
  min: (group, call) => foldFloats(group, call, extreme((value, best) => value < best)),
  max: (group, call) => foldFloats(group, call, extreme((value, best) => value > best)),
  stdvar: (group, call) => foldFloats(group, call, deviation(call.context.grid.steps, (variance) => variance)),
  stddev: (group, call) => foldFloats(group, call, deviation(call.context.grid.steps, Math.sqrt)),
};
