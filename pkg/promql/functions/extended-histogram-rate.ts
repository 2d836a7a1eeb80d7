import type { RangeCall, RangeWindow } from '../evaluation/range-windows.ts';
import { addHistograms, type CombinedHistogram, subtractHistograms } from '../histograms/histogram-arithmetic.ts';
import { divideHistogram, type FloatHistogram, usesCustomBuckets, withHint, withoutEmptyBuckets } from '../histograms/float-histogram.ts';
import { isCounterReset } from '../histograms/histogram-reset.ts';
import { interpolateHistogram } from '../histograms/interpolate-histogram.ts';
import { customBucketsReconciled, mixedExponentialCustom, notACounterHistogram, notAGaugeHistogram } from '../values/annotation-texts.ts';
import { extendedEdges } from './extended-float-rate.ts';
import type { RateKind } from './rate-kind.ts';

/** rate, increase and delta of histograms between the very edges of the window (`anchored`, `smoothed`). */
export function extendedHistogramRate(window: RangeWindow, call: RangeCall, kind: RateKind): FloatHistogram | undefined {
  const smoothed = call.shape.extension === 'smoothed';
  const { startMs, endMs } = window;
  const timeAt = (at: number) => window.histogramTime(at);
  const edges = extendedEdges(window.histogramFrom, window.histogramTo, timeAt, startMs, endMs, smoothed);
  if (!edges || (smoothed && timeAt(edges.first) > endMs) || !isUsable(window, call, edges.first, edges.last, kind.isCounter)) return undefined;
  const { first, last } = edges;
  const between = (at: number, atMs: number) =>
    combined(interpolateHistogram(window.histogram(at), timeAt(at), window.histogram(at + 1), timeAt(at + 1), atMs, kind.isCounter), call);
  const left = smoothed && timeAt(first) < startMs ? between(first, startMs) : window.histogram(first);
  const right = smoothed && last > window.histogramFrom && timeAt(last) > endMs ? between(last - 1, endMs) : window.histogram(last);
  if (!left || !right) return undefined;
  if (!kind.isCounter && (left.counterResetHint !== 'gauge' || right.counterResetHint !== 'gauge')) call.remark(notAGaugeHistogram(call.metricName, call.range));

  const difference = subtractHistograms(right, left);
  let increase = combined(difference && { ...difference, operations: difference.boundsReconciled ? ['subtraction'] : [] }, call);
  if (kind.isCounter) {
    for (const lost of countedBeforeResets(window, first, last, left, right, smoothed)) increase = increase && plus(increase, lost, call);
  }
  if (!increase) return undefined;
  const scaled = kind.perSecond ? divideHistogram(increase, call.shape.rangeMs / 1000) : increase;
  return withHint(withoutEmptyBuckets(scaled), 'gauge');
}

function isUsable(window: RangeWindow, call: RangeCall, first: number, last: number, isCounter: boolean): boolean {
  const isCustom = usesCustomBuckets(window.histogram(first));
  for (let at = first; at <= last; at++) {
    if (usesCustomBuckets(window.histogram(at)) !== isCustom) {
      call.remark(mixedExponentialCustom(call.metricName, call.range));
      return false;
    }
    if (isCounter && window.histogram(at).counterResetHint === 'gauge') call.remark(notACounterHistogram(call.metricName, call.range));
  }
  return true;
}

type Operations = { readonly histogram: FloatHistogram; readonly operations: readonly ('addition' | 'subtraction')[] };

function combined(result: Operations | undefined, call: RangeCall): FloatHistogram | undefined {
  if (!result) call.remark(mixedExponentialCustom(call.metricName, call.range));
  for (const operation of result?.operations ?? []) call.remark(customBucketsReconciled(operation, call.range));
  return result?.histogram;
}

function plus(sum: FloatHistogram, histogram: FloatHistogram, call: RangeCall): FloatHistogram | undefined {
  const added: CombinedHistogram | undefined = addHistograms(sum, histogram);
  return combined(added && { ...added, operations: added.boundsReconciled ? ['addition'] : [] }, call);
}

/** The histograms right before each counter reset between the edges. */
function countedBeforeResets(window: RangeWindow, first: number, last: number, left: FloatHistogram, right: FloatHistogram, smoothed: boolean): FloatHistogram[] {
  const lost: FloatHistogram[] = [];
  let previous = left;
  let next = first + 1;
  if (smoothed && window.histogramTime(first) < window.startMs && isCounterReset(window.histogram(first + 1), window.histogram(first))) {
    // The left edge was interpolated across this reset.
    previous = window.histogram(first + 1);
    next++;
  }
  // The last sample is represented by the right edge. There may be nothing in between.
  if (next > last) return [];
  for (let at = next; at < last; at++) {
    if (isCounterReset(window.histogram(at), previous)) lost.push(previous);
    previous = window.histogram(at);
  }
  if (isCounterReset(right, previous)) lost.push(previous);
  return lost;
}
