import { compareLabels } from '../values/promql-labels.ts';
import { FLOAT, isPresent, type StepSeries } from '../values/step-series.ts';
import { compareNaturally } from '../values/compare-naturally.ts';
import { sortInRangeQuery } from '../values/annotation-texts.ts';
import { textArgument, vectorArgument, type VectorCall, type VectorFunction } from './vector-function.ts';

/** The order of an instant query; the answer to a range query is ordered by labels anyway. */
const sorting = (compare: (call: VectorCall) => (a: StepSeries, b: StepSeries) => number, keepsHistograms: boolean): VectorFunction => (call) => {
  const { grid, annotations } = call.context;
  if (grid.steps !== 1) annotations.add(sortInRangeQuery(call.call.range));
  const series = vectorArgument(call, 0);
  const kept = keepsHistograms ? [...series] : series.map(onlyFloats).filter(isPresent);
  return grid.steps === 1 ? kept.sort(compare(call)) : kept;
};

function onlyFloats(series: StepSeries): StepSeries {
  if (!series.histograms) return series;
  const { labels, dropName, floats } = series;
  return { labels, dropName, floats, kinds: series.kinds.map((kind) => (kind === FLOAT ? kind : 0)), histograms: undefined };
}

/** NaNs come last, whichever way. */
const byValue = (sign: 1 | -1) => () => (a: StepSeries, b: StepSeries): number => {
  const [x = NaN, y = NaN] = [a.floats[0], b.floats[0]];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return x === y ? 0 : sign * (x < y ? -1 : 1);
};

/** By the given labels, numbers in them by their value; then by all labels. */
const byLabels = (sign: 1 | -1) => (call: VectorCall) => {
  const names = call.args.slice(1).map((_, index) => textArgument(call, index + 1));
  return (a: StepSeries, b: StepSeries): number => {
    for (const name of names) {
      const [x, y] = [a.labels.get(name), b.labels.get(name)];
      if (x !== y) return sign * compareNaturally(x, y);
    }
    return sign * compareLabels(a.labels, b.labels);
  };
};

export const sortFunctions: Readonly<Record<string, VectorFunction>> = {
  sort: sorting(byValue(1), false),
  sort_desc: sorting(byValue(-1), false),
  sort_by_label: sorting(byLabels(1), true),
  sort_by_label_desc: sorting(byLabels(-1), true),
};
