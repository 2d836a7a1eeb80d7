import type { DurationExpression, DurationOperation } from '../syntax/promql-ast.ts';
import { maxOf, minOf } from '../values/go-extremes.ts';
import { PromqlError } from '../values/promql-error.ts';

/** Go's durations are 64-bit nanoseconds. */
const LONGEST_SECONDS = 2 ** 63 / 1e9;

interface TimesOfQuery {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

/** The milliseconds of a duration expression in a query over the given times. Throws `execution` when there is no such duration. */
export function resolveDuration(expr: DurationOperation, times: TimesOfQuery, allowed: 'positive' | 'any'): number {
  const seconds = evaluate(expr, times);
  if (!Number.isFinite(seconds)) throw problem(expr, 'duration is NaN or infinite');
  if (seconds <= 0 && allowed === 'positive') throw problem(expr, 'duration must be greater than 0');
  if (Math.abs(seconds) > LONGEST_SECONDS) throw problem(expr, 'duration is out of range');
  return Math.trunc(seconds * 1000) + 0;
}

const problem = ({ range }: DurationExpression, message: string): PromqlError =>
  new PromqlError('bad_data', `${range.start}:${range.end}: ${message}`, { range });

function evaluate(expr: DurationExpression, times: TimesOfQuery): number {
  if (expr.kind === 'number') return expr.value;
  const left = expr.left && evaluate(expr.left, times);
  const right = expr.right ? evaluate(expr.right, times) : 0;
  switch (expr.op) {
    case 'step':
      return times.stepMs / 1000;
    case 'range':
      return (times.endMs - times.startMs) / 1000;
    case 'min_of':
      return minOf(left ?? 0, right);
    case 'max_of':
      return maxOf(left ?? 0, right);
    case '+':
      return (left ?? 0) + right;
    case '-':
      return left === undefined ? -right : left - right;
    case '*':
      return (left ?? 0) * right;
    case '/':
      if (right === 0) throw problem(expr, 'division by zero');
      return (left ?? 0) / right;
    case '%':
      if (right === 0) throw problem(expr, 'modulo by zero');
      return (left ?? 0) % right;
    case '^':
      return (left ?? 0) ** right;
  }
}
