import { addHistograms } from '../histograms/histogram-arithmetic.ts';
import { type FloatHistogram, scaleHistogram } from '../histograms/float-histogram.ts';
import type { RangeCall, RangeFunction, RangeWindow } from '../evaluation/range-windows.ts';
import { customBucketsReconciled, mixedExponentialCustom, mixedFloatsHistograms, startTimeOverlap } from '../values/annotation-texts.ts';
import { isStartReset, overlapsPrevious } from './counter-starts.ts';
import { extendedFloatRate } from './extended-float-rate.ts';
import { extendedHistogramRate } from './extended-histogram-rate.ts';
import { histogramIncrease } from './histogram-increase.ts';
import type { RateKind } from './rate-kind.ts';

/** rate, increase or delta of a window. */
export function rateFunction(kind: RateKind): RangeFunction {
  return (window, call) => {
    if (window.floatCount > 0 && window.histogramCount > 0) {
      call.remark(mixedFloatsHistograms(call.metricName, call.range));
      return undefined;
    }
    if (call.shape.extension) return window.floatCount > 0 ? extendedFloatRate(window, call, kind) : extendedHistogramRate(window, call, kind);
    return window.floatCount > 0 ? floatRate(window, call, kind) : histogramRate(window, call, kind);
  };
}

function floatRate(window: RangeWindow, call: RangeCall, kind: RateKind): number | undefined {
  const { floatFrom: from, floatTo: to, floatPoints } = window;
  const { values, times, starts } = floatPoints;
  const first = values[from] as number;
  let increase = (values[to - 1] as number) - first;
  if (kind.isCounter) {
    let overlaps = false;
    for (let i = from + 1; i < to; i++) {
      const previous = values[i - 1] as number;
      const [previousStart, start] = starts ? [starts[i - 1] as number, starts[i] as number] : [0, 0];
      overlaps ||= overlapsPrevious(previousStart, times[i - 1] as number, start);
      if ((values[i] as number) < previous || isStartReset(previousStart, times[i - 1] as number, start, times[i] as number)) increase += previous;
    }
    if (overlaps) call.remark(startTimeOverlap(call.metricName, call.range));
  }
  const startTime = startInWindow(window, kind, starts?.[from], times[from] as number);
  if (startTime !== undefined) increase += first;
  const factor = extrapolationFactor({
    window, kind, call, startTime,
    firstMs: times[from] as number,
    lastMs: times[to - 1] as number,
    samples: to - from,
    zeroRatio: increase > 0 && first >= 0 ? first / increase : undefined,
  });
  return factor === undefined ? undefined : increase * factor;
}

function histogramRate(window: RangeWindow, call: RangeCall, kind: RateKind): FloatHistogram | undefined {
  const { histogramFrom: from, histogramTo: to, histogramPoints } = window;
  const first = window.histogram(from);
  const counted = to - from > 1 ? histogramIncrease(window, call, kind.isCounter) : undefined;
  if (to - from > 1 && !counted) return undefined;
  const startTime = startInWindow(window, kind, histogramPoints.starts?.[from], window.histogramTime(from));
  let increase = counted;
  if (startTime !== undefined) {
    increase = counted ? addTo(counted, first, call) : first;
    if (!increase) return undefined;
  }
  const factor = extrapolationFactor({
    window, kind, call, startTime,
    firstMs: window.histogramTime(from),
    lastMs: window.histogramTime(to - 1),
    samples: to - from,
    zeroRatio: increase && increase.count > 0 && first.count >= 0 ? first.count / increase.count : undefined,
  });
  return factor === undefined || !increase ? undefined : scaleHistogram(increase, factor);
}

function addTo(sum: FloatHistogram, histogram: FloatHistogram, call: RangeCall): FloatHistogram | undefined {
  const added = addHistograms(sum, histogram);
  if (!added) call.remark(mixedExponentialCustom(call.metricName, call.range));
  else if (added.boundsReconciled) call.remark(customBucketsReconciled('addition', call.range));
  return added?.histogram;
}

/** A counter that is known to have begun inside of the window counts from zero at that time. */
function startInWindow(window: RangeWindow, kind: RateKind, start: number | undefined, firstMs: number): number | undefined {
  return kind.isCounter && start !== undefined && start !== 0 && start > window.startMs && start < firstMs ? start : undefined;
}

interface Extrapolation {
  readonly window: RangeWindow;
  readonly kind: RateKind;
  readonly call: RangeCall;
  readonly startTime: number | undefined;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly samples: number;
  /** How long before the first sample a counter was at zero, in multiples of the sampled interval. */
  readonly zeroRatio: number | undefined;
}

/**
 * What the increase between first and last sample is multiplied by to cover the window. A gap at an edge that is not much longer than
 * the mean distance of samples is covered entirely; of a longer one half a distance, as the series most likely begins or ends
 * there. A counter is not extrapolated below zero.
 */
function extrapolationFactor({ window, kind, call, startTime, firstMs, lastMs, samples, zeroRatio }: Extrapolation): number | undefined {
  const begin = startTime ?? firstMs;
  if (samples < 2 && startTime === undefined) return undefined;
  const sampled = (lastMs - begin) / 1000;
  const meanDistance = samples > 1 ? (lastMs - firstMs) / 1000 / (samples - 1) : 0;
  const threshold = meanDistance * 1.1;

  let toStart = startTime === undefined ? (firstMs - window.startMs) / 1000 : 0;
  if (startTime === undefined) {
    if (toStart >= threshold) toStart = meanDistance / 2;
    if (kind.isCounter && zeroRatio !== undefined && sampled * zeroRatio < toStart) toStart = sampled * zeroRatio;
  }
  let toEnd = (window.endMs - lastMs) / 1000;
  if (toEnd >= threshold) toEnd = meanDistance / 2;
  const factor = sampled === 0 ? 1 : (sampled + toStart + toEnd) / sampled;
  return kind.perSecond ? factor / (call.shape.rangeMs / 1000) : factor;
}
