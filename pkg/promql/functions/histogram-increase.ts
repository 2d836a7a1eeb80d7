import type { RangeCall, RangeWindow } from '../evaluation/range-windows.ts';
import { addHistograms, subtractHistograms } from '../histograms/histogram-arithmetic.ts';
import { emptyHistogram, type FloatHistogram, usesCustomBuckets, withHint, withoutEmptyBuckets } from '../histograms/float-histogram.ts';
import { reduceResolution } from '../histograms/histogram-buckets.ts';
import { isCounterReset } from '../histograms/histogram-reset.ts';
import { customBucketsReconciled, mixedExponentialCustom, notACounterHistogram, notAGaugeHistogram, startTimeOverlap } from '../values/annotation-texts.ts';
import { isStartReset, overlapsPrevious } from './counter-starts.ts';

/** The last histogram of a window minus the first, plus what was counted before each reset. Undefined when their buckets do not fit. */
export function histogramIncrease(window: RangeWindow, call: RangeCall, isCounter: boolean): FloatHistogram | undefined {
  const { histogramFrom: from, histogramTo: to } = window;
  const last = window.histogram(to - 1);
  let first = window.histogram(from);
  const isGauge = ({ counterResetHint }: FloatHistogram) => counterResetHint === 'gauge';
  if (isCounter && (isGauge(first) || isGauge(last))) call.remark(notACounterHistogram(call.metricName, call.range));

  // After a reset right behind it the first sample does not matter, so neither does its layout.
  const second = window.histogram(from + 1);
  if (isCounter && isResetAt(window, from + 1, first)) first = { ...emptyHistogram, schema: second.schema, customValues: second.customValues };
  const isCustom = usesCustomBuckets(first);
  if (usesCustomBuckets(last) !== isCustom) return mixed(call);

  let schema = Math.min(last.schema, first.schema);
  if (isCounter) {
    for (let i = from + 1; i < to - 1; i++) {
      const current = window.histogram(i);
      if (isGauge(current)) call.remark(notACounterHistogram(call.metricName, call.range));
      schema = Math.min(schema, current.schema);
      if (usesCustomBuckets(current) !== isCustom) return mixed(call);
    }
  }
  const difference = subtractHistograms(atSchema(last, schema), first);
  if (!difference) return mixed(call);
  if (difference.boundsReconciled) call.remark(customBucketsReconciled('subtraction', call.range));
  const increase = isCounter ? plusResets(window, call, first, difference.histogram) : difference.histogram;
  if (!isCounter && !(isGauge(window.histogram(from)) && isGauge(last))) call.remark(notAGaugeHistogram(call.metricName, call.range));
  return increase && withHint(withoutEmptyBuckets(increase), 'gauge');
}

function mixed(call: RangeCall): undefined {
  call.remark(mixedExponentialCustom(call.metricName, call.range));
  return undefined;
}

function atSchema(histogram: FloatHistogram, schema: number): FloatHistogram {
  if (histogram.schema === schema || usesCustomBuckets(histogram)) return histogram;
  const reduce = (side: FloatHistogram['positive']) => reduceResolution(side, histogram.schema, schema);
  return { ...histogram, schema, counterResetHint: 'unknown', positive: reduce(histogram.positive), negative: reduce(histogram.negative) };
}

function isResetAt(window: RangeWindow, at: number, previous: FloatHistogram): boolean {
  const { starts } = window.histogramPoints;
  if (starts && isStartReset(starts[at - 1] as number, window.histogramTime(at - 1), starts[at] as number, window.histogramTime(at))) return true;
  return isCounterReset(window.histogram(at), previous);
}

function plusResets(window: RangeWindow, call: RangeCall, first: FloatHistogram, difference: FloatHistogram): FloatHistogram | undefined {
  const { starts } = window.histogramPoints;
  let increase = difference;
  let previous = first;
  let overlaps = false;
  for (let i = window.histogramFrom + 1; i < window.histogramTo; i++) {
    if (starts) overlaps ||= overlapsPrevious(starts[i - 1] as number, window.histogramTime(i - 1), starts[i] as number);
    if (isResetAt(window, i, previous)) {
      const sum = addHistograms(increase, previous);
      if (!sum) return mixed(call);
      if (sum.boundsReconciled) call.remark(customBucketsReconciled('addition', call.range));
      increase = sum.histogram;
    }
    previous = window.histogram(i);
  }
  if (overlaps) call.remark(startTimeOverlap(call.metricName, call.range));
  return increase;
}
