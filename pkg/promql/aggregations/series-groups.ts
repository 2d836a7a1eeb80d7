import { Labels, METRIC_NAME } from '../values/promql-labels.ts';
import type { StepSeries } from '../values/step-series.ts';

/** Series that are aggregated into one, and its labels. */
export interface SeriesGroup {
  readonly labels: Labels;
  readonly series: StepSeries[];
}

/** Groups in the order in which they first occur. */
export function groupSeries(all: readonly StepSeries[], grouping: readonly string[], without: boolean): SeriesGroup[] {
  return without ? groupWithout(all, new Set([...grouping, METRIC_NAME])) : groupBy(all, [...new Set(grouping)]);
}

/** The values of the labels are enough to tell groups apart: their labels are only made for the first series of each. */
function groupBy(all: readonly StepSeries[], names: readonly string[]): SeriesGroup[] {
  const groups = new Map<string, SeriesGroup>();
  const kept = new Set(names);
  const [single] = names;
  for (const series of all) {
    const key = names.length === 1 && single !== undefined ? series.labels.get(single) : valuesKey(series.labels, names);
    const known = groups.get(key);
    if (known) known.series.push(series);
    else groups.set(key, { labels: kept.size === 0 ? Labels.empty : series.labels.keep(kept), series: [series] });
  }
  return [...groups.values()];
}

function valuesKey(labels: Labels, names: readonly string[]): string {
  let key = '';
  for (const name of names) {
    const value = labels.get(name);
    key += `${value.length}:${value}`;
  }
  return key;
}

function groupWithout(all: readonly StepSeries[], dropped: ReadonlySet<string>): SeriesGroup[] {
  const groups = new Map<string, SeriesGroup>();
  for (const series of all) {
    const labels = series.labels.without(dropped);
    const known = groups.get(labels.key);
    if (known) known.series.push(series);
    else groups.set(labels.key, { labels, series: [series] });
  }
  return [...groups.values()];
}
