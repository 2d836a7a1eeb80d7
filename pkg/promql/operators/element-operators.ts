import { divideHistogram, equalHistograms, type FloatHistogram, scaleHistogram, withHint, withoutEmptyBuckets } from '../histograms/float-histogram.ts';
import { addHistograms, type CombinedHistogram, subtractHistograms } from '../histograms/histogram-arithmetic.ts';
import { trimHistogram } from '../histograms/histogram-trim.ts';
import type { ArithmeticOperator, BinaryOperator, ComparisonOperator } from '../syntax/promql-ast.ts';
import { counterResetCollision, customBucketsReconciled, incompatibleBucketLayout, incompatibleTypes } from '../values/annotation-texts.ts';
import type { Annotation } from '../values/query-annotations.ts';
import type { SourceRange } from '../values/source-position.ts';
import { goPower } from './go-power.ts';

export type ElementValue = number | FloatHistogram;

/** What an operator makes of two values. A comparison gives its left side, and says whether it holds. */
export interface ElementResult {
  readonly value: ElementValue;
  readonly holds: boolean;
}

export const arithmetic: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': goPower,
  atan2: Math.atan2,
};

export const comparison: Readonly<Record<ComparisonOperator, (left: number, right: number) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

export const isArithmetic = (op: BinaryOperator): op is ArithmeticOperator => Object.hasOwn(arithmetic, op);
const isComparison = (op: BinaryOperator): op is ComparisonOperator => Object.hasOwn(comparison, op);

/** One application of an operator, with the place of the operation for remarks. */
export interface ElementContext {
  readonly op: BinaryOperator;
  readonly range: SourceRange;
  readonly remark: (annotation: Annotation) => void;
}

/** Applies an operator to two values; undefined, with a remark, when it is not defined for them. */
export function applyOperator(left: ElementValue, right: ElementValue, context: ElementContext): ElementResult | undefined {
  const { op } = context;
  if (typeof left === 'number' && typeof right === 'number') {
    if (isArithmetic(op)) return { value: arithmetic[op](left, right), holds: true };
    if (isComparison(op)) return { value: left, holds: comparison[op](left, right) };
    return incompatible(left, right, context);
  }
  if (typeof left === 'number' || typeof right === 'number') return withFloat(left, right, context);
  switch (op) {
    case '+':
      return combined(addHistograms(left, right), 'addition', context);
    case '-':
      return combined(subtractHistograms(left, right), 'subtraction', context);
    case '==':
      return { value: left, holds: equalHistograms(left, right) };
    case '!=':
      return { value: left, holds: !equalHistograms(left, right) };
    default:
      return incompatible(left, right, context);
  }
}

function withFloat(left: ElementValue, right: ElementValue, context: ElementContext): ElementResult | undefined {
  const kept = (histogram: FloatHistogram): ElementResult => ({ value: histogram, holds: true });
  if (typeof right !== 'number') {
    return context.op === '*' && typeof left === 'number' ? kept(withoutEmptyBuckets(scaleHistogram(right, left))) : incompatible(left, right, context);
  }
  if (typeof left === 'number') return incompatible(left, right, context);
  switch (context.op) {
    case '*':
      return kept(withoutEmptyBuckets(scaleHistogram(left, right)));
    case '/':
      return kept(withoutEmptyBuckets(divideHistogram(left, right)));
    case '</':
      return kept(trimHistogram(left, right, 'below'));
    case '>/':
      return kept(trimHistogram(left, right, 'above'));
    default:
      return incompatible(left, right, context);
  }
}

/** A difference may be negative, which only a gauge can be. */
function combined(result: CombinedHistogram | undefined, operation: 'addition' | 'subtraction', { op, range, remark }: ElementContext): ElementResult | undefined {
  if (!result) {
    remark(incompatibleBucketLayout(op, range));
    return undefined;
  }
  if (result.boundsReconciled) remark(customBucketsReconciled(operation, range));
  if (result.counterResetCollision) remark(counterResetCollision(operation, range));
  const histogram = withoutEmptyBuckets(result.histogram);
  return { value: operation === 'subtraction' ? withHint(histogram, 'gauge') : histogram, holds: true };
}

const typeName = (value: ElementValue): string => (typeof value === 'number' ? 'float' : 'histogram');

function incompatible(left: ElementValue, right: ElementValue, { op, range, remark }: ElementContext): undefined {
  remark(incompatibleTypes(typeName(left), op, typeName(right), range));
  return undefined;
}
