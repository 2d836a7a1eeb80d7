import type { RangeCall, RangeFunction, RangeWindow } from '../evaluation/range-windows.ts';
import type { FloatHistogram } from '../histograms/float-histogram.ts';
import { HistogramMean, HistogramTotal } from '../histograms/histogram-total.ts';
import { counterResetCollision, customBucketsReconciled, mixedExponentialCustom } from '../values/annotation-texts.ts';

/** The sum of the histograms of a window. */
export const sumHistograms: RangeFunction = (window, call) => collect(window, call, (first) => new HistogramTotal(first));

/** Their mean. */
export const averageHistograms: RangeFunction = (window, call) => collect(window, call, (first) => new HistogramMean(first));

interface Collector {
  /** False when the buckets of the histogram do not fit. */
  add(histogram: FloatHistogram): boolean;
  readonly value: FloatHistogram;
  readonly boundsReconciled: boolean;
  readonly hintsCollided: boolean;
}

function collect(window: RangeWindow, call: RangeCall, start: (first: FloatHistogram) => Collector): FloatHistogram | undefined {
  const collector = start(window.histogram(window.histogramFrom));
  for (let at = window.histogramFrom + 1; at < window.histogramTo; at++) {
    if (collector.add(window.histogram(at))) continue;
    call.remark(mixedExponentialCustom(call.metricName, call.range));
    return undefined;
  }
  if (collector.hintsCollided) call.remark(counterResetCollision('aggregation', call.range));
  if (collector.boundsReconciled) call.remark(customBucketsReconciled('aggregation', call.range));
  return collector.value;
}
