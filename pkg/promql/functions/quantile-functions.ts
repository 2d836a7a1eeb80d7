import { mergeEqualLabels } from '../evaluation/merge-series.ts';
import { remarkOn, type StepContext } from '../evaluation/query-run.ts';
import { classicFraction, classicQuantile } from '../histograms/classic-histogram.ts';
import { histogramFraction } from '../histograms/histogram-fraction.ts';
import { histogramQuantile } from '../histograms/histogram-quantile.ts';
import { invalidQuantile, quantileForcedMonotonicity } from '../values/annotation-texts.ts';
import { formatOpenMetrics } from '../values/go-number-format.ts';
import type { SourceRange } from '../values/source-position.ts';
import { type StepSeries, timeOfStep } from '../values/step-series.ts';
import { type HistogramReading, readHistograms } from './histogram-groups.ts';
import { scalarArgument, textArgument, vectorArgument, type VectorCall, type VectorFunction } from './vector-function.ts';

function quantileReading(quantiles: Float64Array, range: SourceRange, context: StepContext): HistogramReading {
  const quantileAt = (step: number) => quantiles[step] as number;
  return {
    native: (histogram, metricName, step) => histogramQuantile(quantileAt(step), histogram, { metricName, range, remark: remarkOn(context) }),
    classic: (buckets, metricName, step) => {
      const timeMs = timeOfStep(context.grid, step);
      return classicQuantile(quantileAt(step), buckets, (fix) => {
        context.annotations.add(quantileForcedMonotonicity(metricName, { ...fix, samples: 1, fromMs: timeMs, toMs: timeMs }, range));
      });
    },
  };
}

/** Remarks on a φ that is none. */
function checkQuantile(quantiles: Float64Array, range: SourceRange, { annotations }: StepContext): void {
  for (const quantile of new Set(quantiles)) {
    if (!(quantile >= 0 && quantile <= 1)) annotations.add(invalidQuantile(quantile, range));
  }
}

const argumentRange = ({ call }: VectorCall, index: number): SourceRange => call.args[index]?.range ?? call.range;

const histogramQuantileFunction: VectorFunction = (call) => {
  const quantiles = scalarArgument(call, 0);
  const range = argumentRange(call, 1);
  checkQuantile(quantiles, argumentRange(call, 0), call.context);
  return mergeEqualLabels(readHistograms(vectorArgument(call, 1), range, call.context, quantileReading(quantiles, range, call.context)), call.context);
};

/** Several quantiles at once, told apart by a label. */
const histogramQuantiles: VectorFunction = (call) => {
  const range = argumentRange(call, 0);
  const label = textArgument(call, 1);
  const results = call.args.slice(2).flatMap((_, index): StepSeries[] => {
    const quantiles = scalarArgument(call, index + 2);
    checkQuantile(quantiles, argumentRange(call, index + 2), call.context);
    const series = readHistograms(vectorArgument(call, 0), range, call.context, quantileReading(quantiles, range, call.context));
    return series.flatMap((one) => labelledByQuantile(one, label, quantiles));
  });
  return mergeEqualLabels(results, call.context);
};

/** One series per quantile; the quantile may differ from step to step. */
function labelledByQuantile(series: StepSeries, label: string, quantiles: Float64Array): StepSeries[] {
  return [...new Set(quantiles)].map((quantile) => {
    const kinds = series.kinds.map((kind, step) => (Object.is(quantiles[step], quantile) ? kind : 0));
    const { floats, histograms, dropName } = series;
    return { kinds, floats, histograms, dropName, labels: series.labels.with([[label, formatOpenMetrics(quantile)]]) };
  });
}

const histogramFractionFunction: VectorFunction = (call) => {
  const [lower, upper] = [scalarArgument(call, 0), scalarArgument(call, 1)];
  const range = argumentRange(call, 2);
  const reading: HistogramReading = {
    native: (histogram, metricName, step) => histogramFraction(lower[step] as number, upper[step] as number, histogram, { metricName, range, remark: remarkOn(call.context) }),
    classic: (buckets, _name, step) => classicFraction(lower[step] as number, upper[step] as number, buckets),
  };
  return mergeEqualLabels(readHistograms(vectorArgument(call, 2), range, call.context, reading), call.context);
};

export const quantileFunctions: Readonly<Record<string, VectorFunction>> = {
  histogram_quantile: histogramQuantileFunction,
  histogram_quantiles: histogramQuantiles,
  histogram_fraction: histogramFractionFunction,
};
