import { mergeEqualLabels } from '../evaluation/merge-series.ts';
import { remarkOn, type StepContext } from '../evaluation/query-run.ts';
import { derivedLabels } from '../functions/vector-function.ts';
import { type BinaryOperation, isComparison } from '../syntax/promql-ast.ts';
import { FLOAT, isPresent, type StepSeries, StepSeriesBuilder, valueAt } from '../values/step-series.ts';
import { applyOperator, arithmetic, comparison, isArithmetic } from './element-operators.ts';

/** Both sides are scalars. A comparison is 0 or 1. */
export function betweenScalars({ op }: BinaryOperation, left: Float64Array, right: Float64Array): Float64Array {
  if (isArithmetic(op)) {
    const apply = arithmetic[op];
    return left.map((value, step) => apply(value, right[step] as number));
  }
  if (!isComparison(op)) throw new Error(`no operator ${op} between scalars`);
  const holds = comparison[op];
  return left.map((value, step) => Number(holds(value, right[step] as number)));
}

/** One side is a vector, the other a scalar. Of a comparison the element of the vector stays, whichever side it is on. */
export function withScalar(node: BinaryOperation, vector: readonly StepSeries[], scalar: Float64Array, scalarSide: 'left' | 'right', context: StepContext): StepSeries[] {
  const { op, returnBool } = node;
  const dropsName = isArithmetic(op) || returnBool;
  const element = { op, range: node.range, remark: remarkOn(context) };
  const results: StepSeries[] = [];
  for (const series of vector) {
    const result = new StepSeriesBuilder(dropsName ? derivedLabels(series.labels, context) : series.labels, context.grid.steps, dropsName || series.dropName);
    if (isArithmetic(op) && !series.histograms) floatArithmetic(arithmetic[op], series, scalar, scalarSide, result);
    else {
      for (let step = 0; step < context.grid.steps; step++) {
        const value = valueAt(series, step);
        if (value === undefined) continue;
        const other = scalar[step] as number;
        const applied = scalarSide === 'left' ? applyOperator(other, value, element) : applyOperator(value, other, element);
        if (!applied) continue;
        if (returnBool) result.setFloat(step, Number(applied.holds));
        else if (applied.holds) result.set(step, isComparison(op) ? value : applied.value);
      }
    }
    if (isPresent(result)) results.push(result);
  }
  return dropsName ? mergeEqualLabels(results, context) : results;
}

function floatArithmetic(apply: (left: number, right: number) => number, { kinds, floats }: StepSeries, scalar: Float64Array, scalarSide: 'left' | 'right', result: StepSeriesBuilder): void {
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] !== FLOAT) continue;
    const [value, other] = [floats[step] as number, scalar[step] as number];
    result.setFloat(step, scalarSide === 'left' ? apply(other, value) : apply(value, other));
  }
}
