import { parameterAt, type RangeCall, type RangeFunction, type RangeWindow } from '../evaluation/range-windows.ts';
import { compensationAfter, KahanSum } from '../values/kahan-sum.ts';
import { histogramIgnoredInMixedRange, invalidQuantile, mixedFloatsHistograms } from '../values/annotation-texts.ts';
import { averageHistograms, sumHistograms } from './histograms-over-time.ts';
import { quantileOf } from './quantile-of.ts';

/** Functions that only see floats: histograms in the same window are remarked upon, a window without floats has no value. */
const ofFloats = (value: (window: RangeWindow, call: RangeCall) => number | undefined): RangeFunction => (window, call) => {
  if (window.floatCount === 0) return undefined;
  if (window.histogramCount > 0) call.remark(histogramIgnoredInMixedRange(call.metricName, call.range));
  return value(window, call);
};

/** Functions for floats or histograms, but not for both at once. */
const ofOneKind = (ofFloat: (window: RangeWindow) => number, ofHistogram: RangeFunction): RangeFunction => (window, call) => {
  if (window.floatCount > 0 && window.histogramCount > 0) {
    call.remark(mixedFloatsHistograms(call.metricName, call.range));
    return undefined;
  }
  return window.floatCount > 0 ? ofFloat(window) : ofHistogram(window, call);
};

function sum(window: RangeWindow): number {
  const total = new KahanSum();
  for (let at = window.floatFrom; at < window.floatTo; at++) total.add(window.float(at));
  return total.total;
}

/** Sum by count, or, once the sum is too large for a number, a mean that is carried along. */
function average(window: RangeWindow): number {
  let sum = window.float(window.floatFrom);
  let compensation = 0;
  let mean: number | undefined;
  for (let at = window.floatFrom + 1; at < window.floatTo; at++) {
    const count = at - window.floatFrom + 1;
    const value = window.float(at);
    if (mean === undefined) {
      const next = sum + value;
      if (next !== Infinity && next !== -Infinity) {
        compensation = compensationAfter(sum, value, next, compensation);
        sum = next;
        continue;
      }
      mean = sum / (count - 1);
      compensation /= count - 1;
    }
    const share = (count - 1) / count;
    const next: number = share * mean + value / count;
    compensation = compensationAfter(share * mean, value / count, next, share * compensation);
    mean = next;
  }
  const count = window.floatCount;
  return mean === undefined ? sum / count + compensation / count : mean + compensation;
}

function variance(window: RangeWindow): number {
  const mean = new KahanSum();
  const squares = new KahanSum();
  for (let at = window.floatFrom; at < window.floatTo; at++) {
    const value = window.float(at);
    const delta = value - mean.total;
    mean.add(delta / (at - window.floatFrom + 1));
    squares.add(delta * (value - mean.total));
  }
  return squares.total / window.floatCount;
}

/** The position of the value that beats all others; of NaNs any number wins. */
const extreme = (beats: (value: number, best: number) => boolean) => (window: RangeWindow): number => {
  let best = window.floatFrom;
  for (let at = window.floatFrom; at < window.floatTo; at++) {
    if (beats(window.float(at), window.float(best)) || Number.isNaN(window.float(best))) best = at;
  }
  return best;
};

const extremeValue = (beats: (value: number, best: number) => boolean) => ofFloats((window) => window.float(extreme(beats)(window)));
const extremeTime = (beats: (value: number, best: number) => boolean) => ofFloats((window) => window.floatTime(extreme(beats)(window)) / 1000);

const floatsOf = (window: RangeWindow): Float64Array => window.floatPoints.values.subarray(window.floatFrom, window.floatTo);

/** The median distance from the median. A NaN makes both undefined. */
function medianDeviation(window: RangeWindow): number {
  const values = floatsOf(window);
  if (values.some(Number.isNaN)) return NaN;
  const median = quantileOf(0.5, values);
  return quantileOf(0.5, values.map((value) => Math.abs(value - median)));
}

/** The first sample of a window counts, or the last one, whatever it is. */
const edge = (isFirst: boolean): RangeFunction => (window) => {
  const floatAt = isFirst ? window.floatFrom : window.floatTo - 1;
  const histogramAt = isFirst ? window.histogramFrom : window.histogramTo - 1;
  if (window.histogramCount === 0) return window.float(floatAt);
  if (window.floatCount === 0) return window.histogram(histogramAt);
  const distance = window.floatTime(floatAt) - window.histogramTime(histogramAt);
  return (isFirst ? distance < 0 : distance > 0) ? window.float(floatAt) : window.histogram(histogramAt);
};

const edgeTime = (isFirst: boolean): RangeFunction => (window) => {
  const times = [
    ...(window.floatCount > 0 ? [window.floatTime(isFirst ? window.floatFrom : window.floatTo - 1)] : []),
    ...(window.histogramCount > 0 ? [window.histogramTime(isFirst ? window.histogramFrom : window.histogramTo - 1)] : []),
  ];
  return (isFirst ? Math.min(...times) : Math.max(...times)) / 1000;
};

export const overTimeFunctions: Readonly<Record<string, RangeFunction>> = {
  avg_over_time: ofOneKind(average, averageHistograms),
  sum_over_time: ofOneKind(sum, sumHistograms),
  count_over_time: (window) => window.floatCount + window.histogramCount,
  present_over_time: () => 1,
  absent_over_time: () => 1,
  min_over_time: extremeValue((value, best) => value < best),
  max_over_time: extremeValue((value, best) => value > best),
  stdvar_over_time: ofFloats(variance),
  stddev_over_time: ofFloats((window) => Math.sqrt(variance(window))),
  mad_over_time: ofFloats(medianDeviation),
  quantile_over_time: ofFloats((window, call) => {
    const quantile = parameterAt(call, 0, window);
    if (!(quantile >= 0 && quantile <= 1)) call.remark(invalidQuantile(quantile, call.range));
    return quantileOf(quantile, floatsOf(window));
  }),
  first_over_time: edge(true),
  last_over_time: edge(false),
  ts_of_first_over_time: edgeTime(true),
  ts_of_last_over_time: edgeTime(false),
  ts_of_min_over_time: extremeTime((value, best) => value <= best),
  ts_of_max_over_time: extremeTime((value, best) => value >= best),
};
