import { executionError } from '../values/promql-error.ts';
import { ABSENT, FLOAT, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import type { StepContext } from './query-run.ts';

const SAME_LABELS = 'vector cannot contain metrics with the same labelset';

/**
 * Series that ended up with the same labels become one where they are never there at the same step; otherwise the query has no
 * answer. With delayed name removal the labels of an instant query are only final at its end.
 */
export function mergeEqualLabels(all: StepSeries[], context: StepContext): StepSeries[] {
  return context.options.delayedNameRemoval && context.grid.steps === 1 ? all : mergeSeries(all);
}

/** {@link mergeEqualLabels} in any case. */
export function mergeSeries(all: StepSeries[]): StepSeries[] {
  const byLabels = new Map<string, StepSeries>();
  for (const series of all) {
    const { key } = series.labels;
    const known = byLabels.get(key);
    byLabels.set(key, known ? mergeTwo(known, series) : series);
  }
  return byLabels.size === all.length ? all : [...byLabels.values()];
}

/** Without merging: two series with the same labels are an error, wherever they have values. */
export function checkUniqueLabels(all: readonly StepSeries[]): void {
  const seen = new Set<string>();
  for (const { labels } of all) seen.add(labels.key);
  if (seen.size < all.length) throw executionError(SAME_LABELS);
}

function mergeTwo(a: StepSeries, b: StepSeries): StepSeries {
  const merged = new StepSeriesBuilder(a.labels, a.kinds.length, a.dropName);
  for (const series of [a, b]) {
    for (let step = 0; step < series.kinds.length; step++) {
      if (series.kinds[step] === ABSENT) continue;
      if (merged.kinds[step] !== ABSENT) throw executionError(SAME_LABELS);
      merged.set(step, series.kinds[step] === FLOAT ? series.floats[step] : series.histograms?.[step]);
    }
  }
  return merged;
}
