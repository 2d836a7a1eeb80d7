import type { StepContext } from '../evaluation/query-run.ts';
import type { Aggregation } from '../syntax/promql-ast.ts';

/** An aggregation whose parameter is evaluated. */
export interface AggregationCall {
  readonly node: Aggregation;
  /** k, φ or a ratio at each step; empty for those that take none. */
  readonly parameter: Float64Array;
  readonly context: StepContext;
}
