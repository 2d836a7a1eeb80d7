import { PromqlError } from '../values/promql-error.ts';
import { resolveDuration } from './resolve-duration.ts';
import { infoReference } from './info-reference.ts';
import type { Call, Expression, NumberLiteral, TimeModifiers } from '../syntax/promql-ast.ts';
import { withChildren } from '../syntax/walk-ast.ts';

/** The times of a query; `stepMs` is 0 for an instant query. */
export interface QueryTimes {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

/** Functions that depend on when they are evaluated, or on the timestamps of their argument. */
export const timeDependentFunctions: ReadonlySet<string> = new Set([
  'days_in_month', 'day_of_month', 'day_of_week', 'day_of_year', 'end', 'hour', 'minute', 'month', 'year', 'predict_linear', 'range', 'start', 'step',
  'time', 'timestamp',
]);

/**
 * Makes an expression ready for evaluation at the given times: parentheses go, `start()`, `step()` and durations become numbers, and
 * what is the same at every step is marked.
 */
export function planQuery(expr: Expression, times: QueryTimes): Expression {
  const { expr: planned, wrap } = markInvariant(resolve(expr, times));
  return wrap ? invariant(planned) : planned;
}

function resolve(expr: Expression, times: QueryTimes): Expression {
  const child = (inner: Expression) => resolve(inner, times);
  switch (expr.kind) {
    case 'parenthesized':
      return child(expr.expr);
    case 'call':
      return contextValue(expr, times) ?? withChildren(expr, child);
    case 'vector':
      return { ...expr, ...resolvedTime(expr, times) };
    case 'matrix':
      return {
        ...expr,
        selector: { ...expr.selector, ...resolvedTime(expr.selector, times) },
        rangeMs: expr.rangeExpr ? resolveDuration(expr.rangeExpr, times, 'positive') : expr.rangeMs,
      };
    case 'subquery': {
      const offset = resolvedTime(expr, times);
      const stepMs = expr.stepExpr ? resolveDuration(expr.stepExpr, times, 'positive') : expr.stepMs;
      const rangeMs = expr.rangeExpr ? resolveDuration(expr.rangeExpr, times, 'positive') : expr.rangeMs;
      return { ...expr, ...offset, stepMs, rangeMs, expr: child(expr.expr) };
    }
    case 'aggregation':
    case 'binary':
    case 'invariant':
    case 'number':
    case 'string':
    case 'unary':
      return withChildren(expr, child);
  }
}

/** The time, range and step of the query as numbers, in seconds. */
function contextValue({ func, range }: Call, { startMs, endMs, stepMs }: QueryTimes): NumberLiteral | undefined {
  const values: Readonly<Record<string, number>> = {
    start: startMs / 1000, end: endMs / 1000, range: (endMs - startMs) / 1000, step: startMs === endMs ? 0 : stepMs / 1000,
  };
  const value = Object.hasOwn(values, func.name) ? values[func.name] : undefined;
  return value === undefined ? undefined : { kind: 'number', value, isDuration: false, range };
}

function resolvedTime({ offsetMs, offsetExpr, timestampMs, startOrEnd }: TimeModifiers, times: QueryTimes): Pick<TimeModifiers, 'offsetMs' | 'timestampMs'> {
  return {
    offsetMs: offsetExpr ? resolveDuration(offsetExpr, times, 'any') : offsetMs,
    timestampMs: startOrEnd === 'start' ? times.startMs : startOrEnd === 'end' ? times.endMs : timestampMs,
  };
}

interface Marked {
  readonly expr: Expression;
  readonly isInvariant: boolean;
  /** Whether it pays and is possible to wrap it: literals and range vectors are left alone. */
  readonly wrap: boolean;
}

const invariant = (expr: Expression): Expression => ({ kind: 'invariant', expr, range: expr.range });
const wrapped = ({ expr, wrap }: Marked): Expression => (wrap ? invariant(expr) : expr);

/** Finds the largest parts that do not depend on the step. */
function markInvariant(expr: Expression): Marked {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return { expr, isInvariant: true, wrap: false };
    case 'vector':
      return { expr, isInvariant: expr.timestampMs !== undefined, wrap: expr.timestampMs !== undefined };
    case 'matrix':
      return { expr, isInvariant: expr.selector.timestampMs !== undefined, wrap: false };
    case 'aggregation': {
      const inner = markInvariant(expr.expr);
      // The parameter may change from step to step although the input does not.
      const param = expr.param && markInvariant(expr.param);
      if (inner.isInvariant && param?.isInvariant !== false) return { expr: { ...expr, expr: inner.expr, param: param?.expr }, isInvariant: true, wrap: true };
      return { expr: { ...expr, expr: wrapped(inner), param: param && wrapped(param) }, isInvariant: false, wrap: false };
    }
    case 'binary': {
      const [left, right] = [markInvariant(expr.left), markInvariant(expr.right)];
      if (left.isInvariant && right.isInvariant) return { expr: { ...expr, left: left.expr, right: right.expr }, isInvariant: true, wrap: true };
      return { expr: { ...expr, left: wrapped(left), right: wrapped(right) }, isInvariant: false, wrap: false };
    }
    case 'unary':
    case 'invariant':
    case 'parenthesized': {
      const inner = markInvariant(expr.expr);
      return { ...inner, expr: { ...expr, expr: inner.expr } };
    }
    case 'subquery': {
      const inner = markInvariant(expr.expr);
      return { expr: { ...expr, expr: inner.isInvariant ? invariant(inner.expr) : inner.expr }, isInvariant: expr.timestampMs !== undefined, wrap: false };
    }
    case 'call':
      return markCall(expr);
  }
}

function markCall(call: Call): Marked {
  const args = call.args.map((arg, index) => {
    const marked = markInvariant(arg);
    // The second argument of info() is not evaluated.
    return call.func.name === 'info' && index === 1 ? { ...marked, isInvariant: true, wrap: false } : marked;
  });
  const all = args.every(({ isInvariant }) => isInvariant);
  // timestamp(x @ t) is the time of that sample; timestamp(f(x @ t)) is the time of the step.
  const isTimestampOfSelector = call.func.name === 'timestamp' && all && args.every(({ expr }) => expr.kind === 'vector');
  const isSafe = !timeDependentFunctions.has(call.func.name) && (call.func.name !== 'info' || infoReference(call.args[0]).isUniform);
  if (all && (isSafe || isTimestampOfSelector)) return { expr: { ...call, args: args.map(({ expr }) => expr) }, isInvariant: true, wrap: true };
  return { expr: { ...call, args: args.map(wrapped) }, isInvariant: false, wrap: false };
}

/** A range query answers with one value per step, so it cannot ask for a range vector or a text. */
export function checkRangeQueryType(type: string, documented: string): void {
  if (type !== 'vector' && type !== 'scalar') {
    throw new PromqlError('bad_data', `invalid expression type "${documented}" for range query, must be Scalar or instant Vector`);
  }
}
