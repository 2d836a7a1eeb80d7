import type { Expression } from '../syntax/promql-ast.ts';
import { Labels, METRIC_NAME } from '../values/promql-labels.ts';
import { ABSENT, type StepGrid, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';

/** 1 at every step at which none of the series has a value, with the labels that the selector is sure of. */
export function absentSteps(all: readonly StepSeries[], arg: Expression | undefined, grid: StepGrid, dropName: boolean): StepSeries[] {
  const result = new StepSeriesBuilder(labelsOfSelector(arg), grid.steps, dropName);
  let isEverAbsent = false;
  for (let step = 0; step < grid.steps; step++) {
    if (all.some(({ kinds }) => kinds[step] !== ABSENT)) continue;
    result.setFloat(step, 1);
    isEverAbsent = true;
  }
  return isEverAbsent ? [result] : [];
}

/** Labels that are asked for once, and with `=`. */
function labelsOfSelector(expr: Expression | undefined): Labels {
  const selector = expr?.kind === 'matrix' ? expr.selector : expr;
  if (selector?.kind !== 'vector') return Labels.empty;
  const labels = new Map<string, string>();
  const seen = new Set<string>();
  for (const { name, operator, value } of selector.matchers) {
    if (name === METRIC_NAME) continue;
    if (operator === '=' && !seen.has(name)) {
      labels.set(name, value);
      seen.add(name);
    } else labels.delete(name);
  }
  return Labels.from(labels);
}
