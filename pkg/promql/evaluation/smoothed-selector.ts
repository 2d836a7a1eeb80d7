import { interpolateFloat } from '../functions/extended-float-rate.ts';
import { type FloatHistogram, usesCustomBuckets, withHint } from '../histograms/float-histogram.ts';
import { interpolateHistogram } from '../histograms/interpolate-histogram.ts';
import type { VectorSelector } from '../syntax/promql-ast.ts';
import { customBucketsReconciled, mixedExponentialCustom, mixedFloatsHistograms } from '../values/annotation-texts.ts';
import { isPresent, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import type { PreparedSeries } from './prepared-series.ts';
import { remarkOn, type StepContext } from './query-run.ts';
import { type RangeCall, RangeWindow, windowBounds, type WindowShape } from './range-windows.ts';

/** `metric smoothed`: the value on the line between the samples around a step; behind the last sample its value, before the first nothing. */
export function smoothSelector(all: readonly PreparedSeries[], selector: VectorSelector, context: StepContext): StepSeries[] {
  const { grid, options } = context;
  const shape: WindowShape = { rangeMs: 0, offsetMs: selector.offsetMs, timestampMs: selector.timestampMs, extension: 'smoothed', lookbackMs: options.lookbackMs };
  const results: StepSeries[] = [];
  for (const series of all) {
    context.budget.check();
    const call = { shape, metricName: series.labels.metricName, range: selector.range, parameters: [], remark: remarkOn(context) };
    const window = new RangeWindow(series.floats, series.histograms, shape, grid);
    const floats = windowBounds(series.floats.times, shape, grid);
    const histograms = series.histograms && windowBounds(series.histograms.times, shape, grid);
    const result = new StepSeriesBuilder(series.labels, grid.steps);
    for (let step = 0; step < grid.steps; step++) {
      window.moveTo(step, floats, histograms);
      if (!window.isEmpty) result.set(step, smoothedValue(window, call));
    }
    if (isPresent(result)) results.push(result);
  }
  return results;
}

function smoothedValue(window: RangeWindow, call: RangeCall): number | FloatHistogram | undefined {
  if (window.floatCount > 0 && window.histogramCount > 0) {
    call.remark(mixedFloatsHistograms(call.metricName, call.range));
    return undefined;
  }
  return window.floatCount > 0 ? smoothedFloat(window) : smoothedHistogram(window, call);
}

function smoothedFloat(window: RangeWindow): number | undefined {
  const at = firstFrom(window.floatFrom, window.floatTo, (position) => window.floatTime(position) >= window.endMs);
  if (at < window.floatTo && window.floatTime(at) === window.endMs) return window.float(at);
  if (at === window.floatFrom) return undefined;
  if (at === window.floatTo) return window.float(at - 1);
  return interpolateFloat(window.float(at - 1), window.floatTime(at - 1), window.float(at), window.floatTime(at), window.endMs, false);
}

function smoothedHistogram(window: RangeWindow, call: RangeCall): FloatHistogram | undefined {
  const at = firstFrom(window.histogramFrom, window.histogramTo, (position) => window.histogramTime(position) >= window.endMs);
  if (at < window.histogramTo && window.histogramTime(at) === window.endMs) return window.histogram(at);
  if (at === window.histogramFrom) return undefined;
  const before = window.histogram(at - 1);
  // The hint is about the sample before it, not about this value.
  if (at === window.histogramTo) return withHint(before, 'unknown');
  const after = window.histogram(at);
  const isCounter = before.counterResetHint !== 'gauge' || after.counterResetHint !== 'gauge';
  const result = usesCustomBuckets(before) === usesCustomBuckets(after)
    ? interpolateHistogram(before, window.histogramTime(at - 1), after, window.histogramTime(at), window.endMs, isCounter)
    : undefined;
  if (!result) call.remark(mixedExponentialCustom(call.metricName, call.range));
  for (const operation of result?.operations ?? []) call.remark(customBucketsReconciled(operation, call.range));
  return result?.histogram;
}

function firstFrom(from: number, to: number, matches: (position: number) => boolean): number {
  let at = from;
  while (at < to && !matches(at)) at++;
  return at;
}
