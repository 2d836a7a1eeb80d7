import { histogramIgnoredInAggregation, invalidQuantile } from '../values/annotation-texts.ts';
import { executionError } from '../values/promql-error.ts';
import { FLOAT, HISTOGRAM, isPresent, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import { quantileOf } from '../functions/quantile-of.ts';
import { formatShortest } from '../values/go-number-format.ts';
import type { AggregationCall } from './aggregation-call.ts';
import { BestValues } from './best-values.ts';
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
 * NaN is smaller than any number for topk, and larger for bottomk. Which of several equal ones are taken depends on their order, as in Prometheus.
 */
export function extremeSeries({ series }: SeriesGroup, call: AggregationCall, wanted: 'largest' | 'smallest'): StepSeries[] {
  remarkOnHistograms(series, call, call.node.range);
  const { steps } = call.context.grid;
  const chosen = series.map(() => new Uint8Array(steps));
  const best = new BestValues(wanted);
  for (let step = 0; step < steps; step++) {
    best.restart(Math.trunc(call.parameter[step] as number));
    for (const [index, { kinds, floats }] of series.entries()) if (kinds[step] === FLOAT) best.offer(index, floats[step] as number);
    for (const index of best.indexes) (chosen[index] as Uint8Array)[step] = FLOAT;
  }
  const order = steps === 1 ? best.ranking() : series.keys();
  return [...order].map((index): StepSeries => withKinds(series[index] as StepSeries, chosen[index] as Uint8Array)).filter(isPresent);
}

/** The same values, at fewer steps. */
export const withKinds = ({ labels, dropName, floats, histograms }: StepSeries, kinds: Uint8Array): StepSeries => ({ labels, dropName, floats, histograms, kinds });

function remarkOnHistograms(series: readonly StepSeries[], { context, node }: AggregationCall, range: { start: number; end: number }): void {
  if (series.some(({ kinds, histograms }) => histograms && kinds.includes(HISTOGRAM))) context.annotations.add(histogramIgnoredInAggregation(node.op, range));
}
