import { type Expression, type MatrixSelector, typeOf, type VectorSelector } from '../syntax/promql-ast.ts';
import { executionError } from '../values/promql-error.ts';
import { compareLabels, Labels } from '../values/promql-labels.ts';
import { FLOAT, HISTOGRAM, isPresent, type StepGrid, type StepSeries, timeOfStep, valueAt } from '../values/step-series.ts';
import type { ExpressionEvaluator } from './expression-evaluator.ts';
import { mergeSeries } from './merge-series.ts';
import { prepareSeries } from './prepared-series.ts';
import type { StepContext, Work } from './query-run.ts';
import type { QueryValue, ResultSample, ResultSeries } from './query-result.ts';
import { shapeOf } from './range-call.ts';
import { extendedWindow } from './extended-window.ts';
import { windowBounds, windowEnd } from './range-windows.ts';
import type { SeriesSamples } from './series-source.ts';

/** The value of a planned expression in an instant query. */
export function* answerOf(expr: Expression, evaluator: ExpressionEvaluator, selected: ReadonlyMap<VectorSelector, readonly SeriesSamples[]>, context: StepContext): Work<QueryValue> {
  const timeMs = context.grid.startMs;
  switch (typeOf(expr)) {
    case 'string':
      return { type: 'string', timeMs, value: expr.kind === 'string' ? expr.value : '' };
    case 'scalar':
      return { type: 'scalar', timeMs, value: (yield* evaluator.scalar(expr))[0] ?? NaN };
    case 'vector':
      return { type: 'vector', timeMs, samples: samplesOfVector(finished(yield* evaluator.vector(expr), context)) };
    case 'matrix': {
      if (expr.kind === 'matrix') return { type: 'matrix', series: windowOf(expr, selected.get(expr.selector) ?? [], context) };
      if (expr.kind !== 'subquery') throw new Error(`a ${expr.kind} is no range vector`);
      const { series, grid } = yield* evaluator.subquery(expr);
      return { type: 'matrix', series: resultSeries(finished(series, context), grid) };
    }
  }
}

/** The value of a planned expression in a range query. */
export function* matrixOf(expr: Expression, evaluator: ExpressionEvaluator, context: StepContext): Work<QueryValue> {
  if (typeOf(expr) === 'vector') return { type: 'matrix', series: resultSeries(finished(yield* evaluator.vector(expr), context), context.grid) };
  const values = yield* evaluator.scalar(expr);
  return { type: 'matrix', series: [{ labels: Labels.empty, floats: { times: timesOf(context.grid), values }, histograms: [] }] };
}

/** Drops the names that were to be dropped at the end. */
function finished(all: StepSeries[], { options }: StepContext): StepSeries[] {
  if (!options.delayedNameRemoval) return all;
  return mergeSeries(all.map(({ labels, dropName, kinds, floats, histograms }) => ({ labels: dropName ? labels.withoutMetadata() : labels, dropName, kinds, floats, histograms })));
}

function samplesOfVector(all: readonly StepSeries[]): ResultSample[] {
  return all.flatMap((series): ResultSample[] => {
    const value = valueAt(series, 0);
    return value === undefined ? [] : [{ labels: series.labels, value }];
  });
}

function resultSeries(all: readonly StepSeries[], grid: StepGrid): ResultSeries[] {
  const allTimes = timesOf(grid);
  return all.filter(isPresent).map((series) => resultOf(series, grid, allTimes)).sort((a, b) => compareLabels(a.labels, b.labels));
}

const timesOf = (grid: StepGrid): Float64Array => Float64Array.from({ length: grid.steps }, (_, step) => timeOfStep(grid, step));

function resultOf({ labels, kinds, floats, histograms }: StepSeries, grid: StepGrid, allTimes: Float64Array): ResultSeries {
  let count = 0;
  for (let step = 0; step < kinds.length; step++) if (kinds[step] === FLOAT) count++;
  if (count === grid.steps) return { labels, floats: { times: allTimes, values: floats }, histograms: [] };
  const times = new Float64Array(count);
  const values = new Float64Array(count);
  const found: { timeMs: number; histogram: NonNullable<NonNullable<typeof histograms>[number]> }[] = [];
  let at = 0;
  for (let step = 0; step < grid.steps; step++) {
    const timeMs = timeOfStep(grid, step);
    if (kinds[step] === FLOAT) {
      times[at] = timeMs;
      values[at++] = floats[step] as number;
    } else if (kinds[step] === HISTOGRAM) {
      const histogram = histograms?.[step];
      if (histogram) found.push({ timeMs, histogram });
    }
  }
  return { labels, floats: { times, values }, histograms: found };
}

/** A range selector by itself answers with the samples of its window as they are. */
function windowOf(expr: MatrixSelector, all: readonly SeriesSamples[], { grid, options }: StepContext): ResultSeries[] {
  const shape = shapeOf(expr, options.lookbackMs);
  if (shape.extension && all.some(({ histograms }) => histograms)) throw executionError(`${shape.extension} modifier is not supported with histograms`);
  return all.map(prepareSeries).flatMap(({ labels, floats, histograms }): ResultSeries[] => {
    const bounds = windowBounds(floats.times, shape, grid);
    const cut = (array: Float64Array) => array.slice(bounds.from[0], bounds.to[0]);
    const histogramBounds = histograms && windowBounds(histograms.times, shape, grid);
    const found = histograms?.values
      .map((histogram, i) => ({ timeMs: histograms.times[i] as number, histogram }))
      .slice(histogramBounds?.from[0], histogramBounds?.to[0]);
    const window = shape.extension ? extendedWindow(cut(floats.times), cut(floats.values), shape, windowEnd(shape, grid, 0)) : { times: cut(floats.times), values: cut(floats.values) };
    return window.times.length === 0 && !found?.length ? [] : [{ labels, floats: window, histograms: found ?? [] }];
  }).sort((a, b) => compareLabels(a.labels, b.labels));
}
