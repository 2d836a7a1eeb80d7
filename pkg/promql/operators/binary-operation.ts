import type { StepContext } from '../evaluation/query-run.ts';
import { type BinaryOperation, isSetOperator } from '../syntax/promql-ast.ts';
import type { StepSeries } from '../values/step-series.ts';
import { withScalar } from './scalar-operators.ts';
import { setOperation } from './set-operators.ts';
import { betweenVectors } from './vector-operators.ts';

/** A binary operation of which at least one side is a vector. */
export function binaryOperation(node: BinaryOperation, left: readonly StepSeries[] | Float64Array, right: readonly StepSeries[] | Float64Array, context: StepContext): StepSeries[] {
  if (left instanceof Float64Array) return right instanceof Float64Array ? [] : withScalar(node, right, left, 'left', context);
  if (right instanceof Float64Array) return withScalar(node, left, right, 'right', context);
  const { matching, op } = node;
  if (!matching) throw new Error('an operation between vectors says how they match');
  return isSetOperator(op) ? setOperation(op, left, right, matching, context) : betweenVectors(node, matching, left, right, context);
}
