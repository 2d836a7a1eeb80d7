import type { Fail } from './grammar-node.ts';
import { toMilliseconds } from './duration-builder.ts';
import { formatDecimal } from '../values/go-number-format.ts';
import type { DurationExpression, Expression, MatrixSelector, Subquery, TimeModifiers, VectorSelector } from './promql-ast.ts';
import type { PromqlSyntaxOptions } from './promql-options.ts';

type Shifted = VectorSelector | MatrixSelector | Subquery;

/** `expr offset 5m`. */
export function withOffset(expr: Expression, offset: DurationExpression | undefined, end: number, fail: Fail): Expression {
  const shifted = timeOf(expr) ?? fail('offset modifier must be preceded by an instant vector selector or range vector selector or a subquery', expr.range);
  if (shifted.time.offsetMs !== 0 || shifted.time.offsetExpr) fail('offset may not be set multiple times', expr.range);
  return shifted.with(offset?.kind === 'duration' ? { offsetExpr: offset } : { offsetMs: toMilliseconds(offset?.value ?? 0) }, end);
}

/** `expr @ 1609746000`. */
export function withTimestamp(expr: Expression, seconds: number, end: number, fail: Fail): Expression {
  if (!Number.isFinite(seconds) || Math.abs(seconds) >= 2 ** 63) {
    fail(`timestamp out of bounds for @ modifier: ${Number.isFinite(seconds) ? seconds.toFixed(6) : formatDecimal(seconds)}`, expr.range);
  }
  // Halves are rounded away from zero.
  return fixedTime(expr, fail).with({ timestampMs: Math.sign(seconds) * Math.round(Math.abs(seconds) * 1000) + 0 }, end);
}

/** `expr @ start()`. */
export const withStartOrEnd = (expr: Expression, startOrEnd: 'start' | 'end', end: number, fail: Fail): Expression =>
  fixedTime(expr, fail).with({ startOrEnd }, end);

/** `expr anchored`, `expr smoothed`. */
export function withExtension(expr: Expression, extension: 'anchored' | 'smoothed', options: PromqlSyntaxOptions, fail: Fail): Expression {
  if (options.extendedRangeSelectors !== true) fail(`${extension} modifier is experimental and not enabled`, expr.range);
  const selector = expr.kind === 'matrix' ? expr.selector : expr;
  if (selector.kind === 'subquery') fail(`${extension} modifier is not supported for subqueries`, expr.range);
  if (selector.kind !== 'vector') return fail(`${extension} modifier not implemented`, expr.range);
  if (selector.extension && selector.extension !== extension) fail('anchored and smoothed modifiers cannot be used together', expr.range);
  return expr.kind === 'matrix' ? { ...expr, selector: { ...selector, extension } } : { ...selector, extension };
}

interface TimeShift {
  readonly time: TimeModifiers;
  with(changes: Partial<TimeModifiers>, end: number): Expression;
}

function fixedTime(expr: Expression, fail: Fail): TimeShift {
  const shifted = timeOf(expr) ?? fail('@ modifier must be preceded by an instant vector selector or range vector selector or a subquery', expr.range);
  if (shifted.time.timestampMs !== undefined || shifted.time.startOrEnd) fail('@ <timestamp> may not be set multiple times', expr.range);
  return shifted;
}

/** A matrix selector keeps its time modifiers in the selector below it. */
function timeOf(expr: Expression): TimeShift | undefined {
  const isShifted = (candidate: Expression): candidate is Shifted => candidate.kind === 'vector' || candidate.kind === 'matrix' || candidate.kind === 'subquery';
  if (!isShifted(expr)) return undefined;
  const extended = (end: number) => ({ start: expr.range.start, end });
  if (expr.kind === 'matrix') {
    return { time: expr.selector, with: (changes, end) => ({ ...expr, selector: { ...expr.selector, ...changes }, range: extended(end) }) };
  }
  return { time: expr, with: (changes, end) => ({ ...expr, ...changes, range: extended(end) }) };
}
