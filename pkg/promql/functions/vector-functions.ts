import { Labels } from '../values/promql-labels.ts';
import { StepSeriesBuilder } from '../values/step-series.ts';
import { absentSteps } from './absent-functions.ts';
import { dateFunctions } from './date-functions.ts';
import { floatFunctions } from './float-functions.ts';
import { histogramFunctions } from './histogram-functions.ts';
import { labelFunctions } from './label-functions.ts';
import { quantileFunctions } from './quantile-functions.ts';
import { sortFunctions } from './sort-functions.ts';
import { scalarArgument, vectorArgument, type VectorFunction } from './vector-function.ts';

/** A vector of one series without labels. */
const vector: VectorFunction = (call) => {
  const { grid } = call.context;
  const series = new StepSeriesBuilder(Labels.empty, grid.steps);
  scalarArgument(call, 0).forEach((value, step) => series.setFloat(step, value));
  return grid.steps === 0 ? [] : [series];
};

/** Every function that gives a vector and takes no range vector, but for those that look at the samples themselves. */
export const vectorFunctions: Readonly<Record<string, VectorFunction>> = {
  ...floatFunctions,
  ...dateFunctions,
  ...histogramFunctions,
  ...quantileFunctions,
  ...labelFunctions,
  ...sortFunctions,
  vector,
  absent: (call) => absentSteps(vectorArgument(call, 0), call.call.args[0], call.context.grid, false),
};
