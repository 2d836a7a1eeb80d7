import { Labels } from '../values/promql-labels.ts';
import { type StepSeries, StepSeriesBuilder, timeOfStep } from '../values/step-series.ts';
import { mapFloats } from './float-functions.ts';
import type { VectorCall, VectorFunction } from './vector-function.ts';

const DAY_MS = 86_400_000;

/** A part of the UTC date of each value in seconds since 1970, or of the evaluation time when there is no argument. */
const partOfDate = (part: (date: Date) => number): VectorFunction => (call) =>
  call.args.length === 0 ? atEvaluationTime(call, part) : mapFloats(call, (seconds) => part(new Date(Math.trunc(seconds) * 1000)));

function atEvaluationTime({ context: { grid } }: VectorCall, part: (date: Date) => number): StepSeries[] {
  const result = new StepSeriesBuilder(Labels.empty, grid.steps);
  for (let step = 0; step < grid.steps; step++) result.setFloat(step, part(new Date(Math.floor(timeOfStep(grid, step) / 1000) * 1000)));
  return grid.steps === 0 ? [] : [result];
}

export const dateFunctions: Readonly<Record<string, VectorFunction>> = {
  minute: partOfDate((date) => date.getUTCMinutes()),
  hour: partOfDate((date) => date.getUTCHours()),
  day_of_week: partOfDate((date) => date.getUTCDay()),
  day_of_month: partOfDate((date) => date.getUTCDate()),
  day_of_year: partOfDate((date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1),
  days_in_month: partOfDate((date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()),
  month: partOfDate((date) => date.getUTCMonth() + 1),
  year: partOfDate((date) => date.getUTCFullYear()),
};
