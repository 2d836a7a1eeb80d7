import type { StepContext } from '../evaluation/query-run.ts';
import type { Call } from '../syntax/promql-ast.ts';
import type { Labels } from '../values/promql-labels.ts';
import type { StepSeries } from '../values/step-series.ts';

/** An evaluated argument: a vector, a scalar (one value per step), or a text. */
export type EvaluatedArgument = readonly StepSeries[] | Float64Array | string;

/** A call whose arguments are evaluated. */
export interface VectorCall {
  readonly call: Call;
  readonly args: readonly EvaluatedArgument[];
  readonly context: StepContext;
}

/** A function of instant vectors, for all steps at once. */
export type VectorFunction = (call: VectorCall) => StepSeries[];

/** A vector argument; empty when there is none. */
export const vectorArgument = ({ args }: VectorCall, index: number): readonly StepSeries[] => {
  const arg = args[index];
  return Array.isArray(arg) ? (arg as readonly StepSeries[]) : [];
};

/** A scalar argument. */
export const scalarArgument = ({ args }: VectorCall, index: number): Float64Array => {
  const arg = args[index];
  return arg instanceof Float64Array ? arg : new Float64Array();
};

/** A text argument. */
export const textArgument = ({ args }: VectorCall, index: number): string => {
  const arg = args[index];
  return typeof arg === 'string' ? arg : '';
};

/** The labels of a result that is no longer what the metric's name says. */
export const derivedLabels = (labels: Labels, { options }: StepContext): Labels => (options.delayedNameRemoval ? labels : labels.withoutMetadata());
