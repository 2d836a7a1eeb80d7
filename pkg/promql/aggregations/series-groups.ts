import { Labels, METRIC_NAME } from '../values/promql-labels.ts';
import type { StepSeries } from '../values/step-series.ts';

/** Series that are aggregated into one, and its labels. */
export interface SeriesGroup {
  readonly labels: Labels;
  readonly series: StepSeries[];
}

/** Groups in the order in which they first occur. */
export function groupSeries(all: readonly StepSeries[], grouping: readonly string[], without: boolean): SeriesGroup[] {
  const groups = new Map<string, SeriesGroup>();
  const kept = new Set(grouping);
  const dropped = new Set([...grouping, METRIC_NAME]);
  for (const series of all) {
    const labels = without ? series.labels.without(dropped) : kept.size === 0 ? Labels.empty : series.labels.keep(kept);
    const known = groups.get(labels.key);
    if (known) known.series.push(series);
    else groups.set(labels.key, { labels, series: [series] });
  }
  return [...groups.values()];
}
