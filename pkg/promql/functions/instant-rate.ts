import type { RangeCall, RangeFunction, RangeWindow } from '../evaluation/range-windows.ts';
import { subtractHistograms } from '../histograms/histogram-arithmetic.ts';
import { divideHistogram, type FloatHistogram, withHint, withoutEmptyBuckets } from '../histograms/float-histogram.ts';
import { isCounterReset } from '../histograms/histogram-reset.ts';
import { customBucketsReconciled, mixedExponentialCustom, mixedFloatsHistograms, notACounterHistogram, notAGaugeHistogram } from '../values/annotation-texts.ts';
import { isStartReset } from './counter-starts.ts';

interface Sample {
  readonly value: number | FloatHistogram;
  readonly timeMs: number;
  readonly startMs: number;
}

/** irate (of a counter, per second) and idelta: the difference of the last two samples of a window. */
export const instantRate = (isRate: boolean): RangeFunction => (window, call) => {
  const [previous, last] = lastTwo(window);
  if (!previous || !last || last.timeMs === previous.timeMs) return undefined;
  const seconds = (last.timeMs - previous.timeMs) / 1000;
  const isReset = isRate && isStartReset(previous.startMs, previous.timeMs, last.startMs, last.timeMs);
  if (typeof last.value === 'number' && typeof previous.value === 'number') {
    const increase = isReset || (isRate && last.value < previous.value) ? last.value : last.value - previous.value;
    return isRate ? increase / seconds : increase;
  }
  if (typeof last.value === 'number' || typeof previous.value === 'number') {
    call.remark(mixedFloatsHistograms(call.metricName, call.range));
    return undefined;
  }
  const increase = histogramDifference(previous.value, last.value, isRate, isReset, call);
  return increase && isRate ? divideHistogram(increase, seconds) : increase;
};

function histogramDifference(previous: FloatHistogram, last: FloatHistogram, isRate: boolean, isReset: boolean, call: RangeCall): FloatHistogram | undefined {
  const gauges = [previous, last].filter(({ counterResetHint }) => counterResetHint === 'gauge').length;
  if (isRate && gauges > 0) call.remark(notACounterHistogram(call.metricName, call.range));
  if (!isRate && gauges < 2) call.remark(notAGaugeHistogram(call.metricName, call.range));
  let increase = last;
  if (!isRate || (!isReset && !isCounterReset(last, previous))) {
    const difference = subtractHistograms(last, previous);
    if (!difference) {
      call.remark(mixedExponentialCustom(call.metricName, call.range));
      return undefined;
    }
    if (difference.boundsReconciled) call.remark(customBucketsReconciled('subtraction', call.range));
    increase = difference.histogram;
  }
  return withHint(withoutEmptyBuckets(increase), 'gauge');
}

function lastTwo(window: RangeWindow): (Sample | undefined)[] {
  const samples: Sample[] = [];
  for (let at = Math.max(window.floatFrom, window.floatTo - 2); at < window.floatTo; at++) {
    samples.push({ value: window.float(at), timeMs: window.floatTime(at), startMs: window.floatPoints.starts?.[at] ?? 0 });
  }
  for (let at = Math.max(window.histogramFrom, window.histogramTo - 2); at < window.histogramTo; at++) {
    samples.push({ value: window.histogram(at), timeMs: window.histogramTime(at), startMs: window.histogramPoints.starts?.[at] ?? 0 });
  }
  return samples.sort((a, b) => a.timeMs - b.timeMs).slice(-2);
}
