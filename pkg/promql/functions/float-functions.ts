import { mergeEqualLabels } from '../evaluation/merge-series.ts';
import { maxOf, minOf } from '../values/go-extremes.ts';
import { FLOAT, isPresent, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import { derivedLabels, scalarArgument, vectorArgument, type VectorCall, type VectorFunction } from './vector-function.ts';

/** Applies a function to every float; histograms are left out, and what becomes undefined. */
export function mapFloats(call: VectorCall, map: (value: number, step: number) => number | undefined): StepSeries[] {
  const results: StepSeries[] = [];
  for (const { labels, kinds, floats } of vectorArgument(call, 0)) {
    const result = new StepSeriesBuilder(derivedLabels(labels, call.context), kinds.length, true);
    for (let step = 0; step < kinds.length; step++) {
      const value = kinds[step] === FLOAT ? map(floats[step] as number, step) : undefined;
      if (value !== undefined) result.setFloat(step, value);
    }
    if (isPresent(result)) results.push(result);
  }
  return mergeEqualLabels(results, call.context);
}

const math = (map: (value: number) => number): VectorFunction => (call) => mapFloats(call, map);

/** Limits values at each step; nothing is left where the limits cross. */
function clamp(call: VectorCall, lower: (step: number) => number, upper: (step: number) => number): StepSeries[] {
  return mapFloats(call, (value, step) => (upper(step) < lower(step) ? undefined : maxOf(lower(step), minOf(upper(step), value))));
}

const at = (values: Float64Array) => (step: number): number => values[step] as number;

/** Functions of one float each. */
export const floatFunctions: Readonly<Record<string, VectorFunction>> = {
  abs: math(Math.abs),
  ceil: math(Math.ceil),
  floor: math(Math.floor),
  exp: math(Math.exp),
  sqrt: math(Math.sqrt),
  ln: math(Math.log),
  log2: math(Math.log2),
  log10: math(Math.log10),
  sin: math(Math.sin),
  cos: math(Math.cos),
  tan: math(Math.tan),
  asin: math(Math.asin),
  acos: math(Math.acos),
  atan: math(Math.atan),
  sinh: math(Math.sinh),
  cosh: math(Math.cosh),
  tanh: math(Math.tanh),
  asinh: math(Math.asinh),
  acosh: math(Math.acosh),
  atanh: math(Math.atanh),
  rad: math((value) => (value * Math.PI) / 180),
  deg: math((value) => (value * 180) / Math.PI),
  sgn: math((value) => (value < 0 ? -1 : value > 0 ? 1 : value)),
  // Ties go up. Multiplying with the inverse loses fewer digits than dividing.
  round: (call) => {
    const nearest = scalarArgument(call, 1);
    const inverse = (step: number) => (nearest.length === 0 ? 1 : 1 / (nearest[step] as number));
    return mapFloats(call, (value, step) => Math.floor(value * inverse(step) + 0.5) / inverse(step));
  },
  clamp: (call) => clamp(call, at(scalarArgument(call, 1)), at(scalarArgument(call, 2))),
  clamp_min: (call) => clamp(call, at(scalarArgument(call, 1)), () => Infinity),
  clamp_max: (call) => clamp(call, () => -Infinity, at(scalarArgument(call, 1))),
};
