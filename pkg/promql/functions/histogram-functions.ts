import { mergeEqualLabels } from '../evaluation/merge-series.ts';
import { type FloatHistogram, usesCustomBuckets } from '../histograms/float-histogram.ts';
import { ascendingBuckets } from '../histograms/histogram-buckets.ts';
import { KahanSum } from '../values/kahan-sum.ts';
import { METRIC_NAME } from '../values/promql-labels.ts';
import { HISTOGRAM, isPresent, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import { vectorArgument, type VectorCall, type VectorFunction } from './vector-function.ts';

const nameOnly: ReadonlySet<string> = new Set([METRIC_NAME]);

/** Applies a function to every native histogram; floats are left out. */
const ofHistograms = (value: (histogram: FloatHistogram) => number): VectorFunction => (call) => {
  const results: StepSeries[] = [];
  for (const { labels, kinds, histograms } of vectorArgument(call, 0)) {
    if (!histograms) continue;
    const result = new StepSeriesBuilder(call.context.options.delayedNameRemoval ? labels : labels.without(nameOnly), kinds.length, true);
    for (let step = 0; step < kinds.length; step++) {
      const histogram = kinds[step] === HISTOGRAM ? histograms[step] : undefined;
      if (histogram) result.setFloat(step, value(histogram));
    }
    if (isPresent(result)) results.push(result);
  }
  return mergeEqualLabels(results, call.context);
};

/** Observations are taken to be in the middle of their bucket: the arithmetic one in custom buckets, the geometric one in exponential buckets. */
function variance(histogram: FloatHistogram): number {
  const mean = histogram.sum / histogram.count;
  const squares = new KahanSum();
  for (const { lower, upper, count } of ascendingBuckets(histogram)) {
    if (count === 0) continue;
    let middle = 0;
    if (usesCustomBuckets(histogram)) middle = (upper + lower) / 2;
    else if (!(lower <= 0 && upper >= 0)) middle = Math.sqrt(upper * lower) * (upper < 0 ? -1 : 1);
    const delta = middle - mean;
    squares.add(count * delta * delta);
  }
  return squares.total / histogram.count;
}

export const histogramFunctions: Readonly<Record<string, (call: VectorCall) => StepSeries[]>> = {
  histogram_count: ofHistograms(({ count }) => count),
  histogram_sum: ofHistograms(({ sum }) => sum),
  histogram_avg: ofHistograms(({ sum, count }) => sum / count),
  histogram_stdvar: ofHistograms(variance),
  histogram_stddev: ofHistograms((histogram) => Math.sqrt(variance(histogram))),
};
