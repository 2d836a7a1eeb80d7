import type { Subquery } from '../syntax/promql-ast.ts';
import { type StepGrid, timeOfStep } from '../values/step-series.ts';

/** The steps of a subquery for all windows of the grid around it: multiples of its own step, so that they are shared between windows. */
export function subqueryGrid({ offsetMs, rangeMs, stepMs, timestampMs }: Subquery, outer: StepGrid, defaultStepMs: number): StepGrid {
  const step = stepMs === 0 ? defaultStepMs : stepMs;
  const firstEnd = (timestampMs ?? outer.startMs) - offsetMs;
  const lastEnd = (timestampMs ?? timeOfStep(outer, outer.steps - 1)) - offsetMs;
  const startMs = step * (Math.floor((firstEnd - rangeMs) / step) + 1);
  return { startMs, stepMs: step, steps: Math.max(0, Math.floor((lastEnd - startMs) / step) + 1) };
}
