import { maxOf, minOf } from '../values/go-extremes.ts';
import { FLOAT, type StepGrid, type StepSeries, timeOfStep } from '../values/step-series.ts';

/** The value of a vector's only float at each step, NaN when there are none or several. */
export function onlyValue(all: readonly StepSeries[], grid: StepGrid): Float64Array {
  const values = new Float64Array(grid.steps).fill(NaN);
  const found = new Uint8Array(grid.steps);
  for (const { kinds, floats } of all) {
    for (let step = 0; step < grid.steps; step++) {
      if (kinds[step] !== FLOAT) continue;
      values[step] = found[step] ? NaN : (floats[step] as number);
      found[step] = 1;
    }
  }
  return values;
}

/** Scalar functions of scalars; `scalar()` alone takes a vector. */
export const scalarFunctions: Readonly<Record<string, (args: readonly Float64Array[], grid: StepGrid) => Float64Array>> = {
  time: (_args, grid) => Float64Array.from({ length: grid.steps }, (_, step) => timeOfStep(grid, step) / 1000),
  pi: (_args, grid) => new Float64Array(grid.steps).fill(Math.PI),
  max_of: ([a = new Float64Array(), b = new Float64Array()]) => a.map((value, step) => maxOf(value, b[step] as number)),
  min_of: ([a = new Float64Array(), b = new Float64Array()]) => a.map((value, step) => minOf(value, b[step] as number)),
};
