import { histogramIgnoredInAggregation, invalidQuantile } from '../values/annotation-texts.ts';
import { executionError } from '../values/promql-error.ts';
import { FLOAT, HISTOGRAM, isPresent, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import { quantileOf } from '../functions/quantile-of.ts';
import { formatShortest } from '../values/go-number-format.ts';
import type { AggregationCall } from './aggregation-call.ts';
import type { SeriesGroup } from './series-groups.ts';

/** The φ-quantile of the floats of a group at each step. */
export function quantileGroup({ labels, series }: SeriesGroup, call: AggregationCall): StepSeries | undefined {
  const { grid } = call.context;
  const result = new StepSeriesBuilder(labels, grid.steps);
  remarkOnHistograms(series, call, call.node.expr.range);
  result.dropName = series.some(({ dropName }) => dropName);
  const values = new Float64Array(series.length);
  for (let step = 0; step < grid.steps; step++) {
    let count = 0;
    for (const { kinds, floats } of series) if (kinds[step] === FLOAT) values[count++] = floats[step] as number;
    if (count > 0) result.setFloat(step, quantileOf(call.parameter[step] as number, values.subarray(0, count)));
  }
  return isPresent(result) ? result : undefined;
}

/** To be called once for all groups. */
export function checkQuantileParameter({ parameter, node, context }: AggregationCall): void {
  const range = node.param?.range ?? node.range;
  if (parameter.some(Number.isNaN)) context.annotations.add(invalidQuantile(NaN, range));
  const [lowest, highest] = extremes(parameter);
  if (highest > 1) context.annotations.add(invalidQuantile(highest, range));
  if (lowest < 0) context.annotations.add(invalidQuantile(lowest, range));
}

/** Smallest and largest number, NaNs aside. */
export function extremes(values: Float64Array): [lowest: number, highest: number] {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return [lowest, highest];
}

/** The whole k of topk, bottomk and limitk; false when nothing is wanted at any step. */
export function checkCountParameter({ parameter }: AggregationCall): boolean {
  const [lowest, highest] = extremes(parameter);
  const hasNaN = parameter.some(Number.isNaN);
  if (!hasNaN && highest < 1) return false;
  if (hasNaN) throw executionError('Parameter value is NaN');
  if (lowest <= -(2 ** 63)) throw executionError(`Scalar value ${formatShortest(lowest)} underflows int64`);
  if (highest >= 2 ** 63) throw executionError(`Scalar value ${formatShortest(highest)} overflows int64`);
  return true;
}

/**
 * The k series of a group with the largest values at each step, or the smallest. In an instant query they come ordered by their value.
 * NaN is smaller than any number for topk, and larger for bottomk.
 */
export function extremeSeries({ series }: SeriesGroup, call: AggregationCall, wanted: 'largest' | 'smallest'): StepSeries[] {
  remarkOnHistograms(series, call, call.node.range);
  const { steps } = call.context.grid;
  const sign = wanted === 'largest' ? -1 : 1;
  const chosen = series.map(() => new Uint8Array(steps));
  let lastRanking: number[] = [];
  for (let step = 0; step < steps; step++) {
    const count = Math.trunc(call.parameter[step] as number);
    if (count < 1) continue;
    const valueOf = (index: number) => series[index]?.floats[step] as number;
    const present = [...series.keys()].filter((index) => series[index]?.kinds[step] === FLOAT);
    present.sort((a, b) => {
      const [x, y] = [valueOf(a), valueOf(b)];
      if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
      return sign * (x - y);
    });
    lastRanking = present.slice(0, count);
    for (const index of lastRanking) (chosen[index] as Uint8Array)[step] = FLOAT;
  }
  const order = steps === 1 ? lastRanking : series.keys();
  return [...order].map((index): StepSeries => withKinds(series[index] as StepSeries, chosen[index] as Uint8Array)).filter(isPresent);
}

/** The same values, at fewer steps. */
export const withKinds = ({ labels, dropName, floats, histograms }: StepSeries, kinds: Uint8Array): StepSeries => ({ labels, dropName, floats, histograms, kinds });

function remarkOnHistograms(series: readonly StepSeries[], { context, node }: AggregationCall, range: { start: number; end: number }): void {
  if (series.some(({ kinds, histograms }) => histograms && kinds.includes(HISTOGRAM))) context.annotations.add(histogramIgnoredInAggregation(node.op, range));
}
