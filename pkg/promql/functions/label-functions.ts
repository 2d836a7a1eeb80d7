import { RE2JS } from 're2js';
import { mergeSeries } from '../evaluation/merge-series.ts';
import { executionError } from '../values/promql-error.ts';
import { isLabelName, METRIC_NAME } from '../values/promql-labels.ts';
import type { StepSeries } from '../values/step-series.ts';
import { expandTemplate } from './expand-template.ts';
import { textArgument, vectorArgument, type VectorCall, type VectorFunction } from './vector-function.ts';

/** `label_replace(v, dst, replacement, src, regex)`. */
const labelReplace: VectorFunction = (call) => {
  const [target, replacement, source, pattern] = [1, 2, 3, 4].map((index) => textArgument(call, index)) as [string, string, string, string];
  const expression = compile(pattern);
  if (!isLabelName(target)) throw executionError(`invalid destination label name in label_replace(): ${target}`);
  return relabel(call, target, (series) => {
    const matcher = expression.matcher(series.labels.get(source));
    return matcher.matches() ? expandTemplate(replacement, matcher, expression) : undefined;
  });
};

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.DOTALL);
  } catch {
    throw executionError(`invalid regular expression in label_replace(): ${pattern}`);
  }
}

/** `label_join(v, dst, separator, src…)`. */
const labelJoin: VectorFunction = (call) => {
  const target = textArgument(call, 1);
  const sources = call.args.slice(3).map((_, index) => textArgument(call, index + 3));
  const wrong = sources.find((name) => !isLabelName(name));
  if (wrong !== undefined) throw executionError(`invalid source label name in label_join(): ${wrong}`);
  if (!isLabelName(target)) throw executionError(`invalid destination label name in label_join(): ${target}`);
  return relabel(call, target, ({ labels }) => sources.map((name) => labels.get(name)).join(textArgument(call, 2)));
};

/** Sets a label of every series for which there is a value. A name that is set stays. */
function relabel(call: VectorCall, target: string, valueOf: (series: StepSeries) => string | undefined): StepSeries[] {
  const relabelled = vectorArgument(call, 0).map((series): StepSeries => {
    const value = valueOf(series);
    if (value === undefined) return series;
    const { kinds, floats, histograms } = series;
    return { kinds, floats, histograms, labels: series.labels.with([[target, value]]), dropName: target === METRIC_NAME ? false : series.dropName };
  });
  return mergeSeries(relabelled);
}

export const labelFunctions: Readonly<Record<string, VectorFunction>> = { label_replace: labelReplace, label_join: labelJoin };
