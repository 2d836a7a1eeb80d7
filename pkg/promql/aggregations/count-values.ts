import { histogramText } from '../histograms/histogram-text.ts';
import type { FloatHistogram } from '../histograms/float-histogram.ts';
import { formatDecimal } from '../values/go-number-format.ts';
import { executionError } from '../values/promql-error.ts';
import { isLabelName, type Labels, METRIC_NAME } from '../values/promql-labels.ts';
import { quote } from '../values/quoted-string.ts';
import { type StepSeries, StepSeriesBuilder, valueAt } from '../values/step-series.ts';
import type { AggregationCall } from './aggregation-call.ts';

/** How many series of a group have the same value, one result for each value, which becomes a label. */
export function countValues(all: readonly StepSeries[], label: string, call: AggregationCall): StepSeries[] {
  if (!isLabelName(label)) throw executionError(`invalid label name ${quote(label)}`);
  const { grouping, without } = call.node;
  const kept = new Set(without ? [...grouping, METRIC_NAME] : [...grouping, label]);
  const counts = new Map<string, StepSeriesBuilder>();
  for (const series of all) {
    const labelsOf = new Map<string, Labels>();
    for (let step = 0; step < call.context.grid.steps; step++) {
      const value = valueAt(series, step);
      if (value === undefined) continue;
      const text = textOf(value);
      const labels = labelsOf.get(text) ?? groupLabels(series.labels.with([[label, text]]), kept, without);
      labelsOf.set(text, labels);
      const count = counts.get(labels.key) ?? new StepSeriesBuilder(labels, call.context.grid.steps);
      counts.set(labels.key, count);
      count.setFloat(step, (count.floats[step] as number) + 1);
    }
  }
  return [...counts.values()];
}

const groupLabels = (labels: Labels, names: ReadonlySet<string>, without: boolean): Labels => (without ? labels.without(names) : labels.keep(names));

const textOf = (value: number | FloatHistogram): string => (typeof value === 'number' ? formatDecimal(value) : histogramText(value));
