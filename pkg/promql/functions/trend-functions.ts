import { parameterAt, type RangeCall, type RangeFunction, type RangeWindow } from '../evaluation/range-windows.ts';
import { executionError } from '../values/promql-error.ts';
import { histogramIgnoredInMixedRange } from '../values/annotation-texts.ts';
import { KahanSum } from '../values/kahan-sum.ts';

/** Needs two floats at least; histograms beside them are remarked upon. */
const ofTwoFloats = (value: (window: RangeWindow, call: RangeCall) => number): RangeFunction => (window, call) => {
  if (window.floatCount > 0 && window.histogramCount > 0) call.remark(histogramIgnoredInMixedRange(call.metricName, call.range));
  return window.floatCount < 2 ? undefined : value(window, call);
};

/** The line with the least squared distance to the samples: its slope per second, and its value at a time. */
function linearRegression(window: RangeWindow, atMs: number): { slope: number; intercept: number } {
  const [sumX, sumY, sumXY, sumX2] = [new KahanSum(), new KahanSum(), new KahanSum(), new KahanSum()];
  const first = window.float(window.floatFrom);
  let isConstant = true;
  for (let at = window.floatFrom; at < window.floatTo; at++) {
    const y = window.float(at);
    const x = (window.floatTime(at) - atMs) / 1000;
    isConstant &&= at === window.floatFrom || y === first;
    sumX.add(x);
    sumY.add(y);
    sumXY.add(x * y);
    sumX2.add(x * x);
  }
  if (isConstant) return Number.isFinite(first) || Number.isNaN(first) ? { slope: 0, intercept: first } : { slope: NaN, intercept: NaN };
  const count = window.floatCount;
  const covariance = sumXY.total - (sumX.total * sumY.total) / count;
  const variance = sumX2.total - (sumX.total * sumX.total) / count;
  const slope = covariance / variance;
  return { slope, intercept: sumY.total / count - (slope * sumX.total) / count };
}

/** Holt's linear method: a level and a trend, each smoothed exponentially. */
function doubleExponentialSmoothing(window: RangeWindow, call: RangeCall): number {
  const smoothing = parameterAt(call, 0, window);
  const trending = parameterAt(call, 1, window);
  let level = window.float(window.floatFrom);
  let before = 0;
  let trend = window.float(window.floatFrom + 1) - level;
  for (let at = window.floatFrom + 1; at < window.floatTo; at++) {
    if (at > window.floatFrom + 1) trend = trending * (level - before) + (1 - trending) * trend;
    const next = smoothing * window.float(at) + (1 - smoothing) * (level + trend);
    before = level;
    level = next;
  }
  return level;
}

const checkFactor = (name: string, variable: string, value: number): void => {
  if (value <= 0 || value >= 1) throw executionError(`invalid ${name} factor. Expected: 0 < ${variable} < 1, got: ${value.toFixed(6)}`);
};

export const trendFunctions: Readonly<Record<string, RangeFunction>> = {
  // Around a time near the samples, so that no digits are lost in large x.
  deriv: ofTwoFloats((window) => linearRegression(window, window.floatTime(window.floatFrom)).slope),
  predict_linear: ofTwoFloats((window, call) => {
    const { slope, intercept } = linearRegression(window, window.evaluationMs);
    return slope * parameterAt(call, 0, window) + intercept;
  }),
  double_exponential_smoothing: (window, call) => {
    checkFactor('smoothing', 'sf', parameterAt(call, 0, window));
    checkFactor('trend', 'tf', parameterAt(call, 1, window));
    return ofTwoFloats(doubleExponentialSmoothing)(window, call);
  },
};
