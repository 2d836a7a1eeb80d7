import { childExpressions, type Expression } from '#pkg/promql';

/** What the value of an expression at a step depends on. */
export interface Reach {
  /** The newest sample that a step looks at, relative to the step: an offset into the future. */
  readonly aheadMs: number;
  /** The newest moment that is fixed by `@`; -Infinity when there is none. */
  readonly fixedMs: number;
}

/** Functions whose value depends on the whole range that is asked for, or on series that are found out on the way. */
const RANGE_DEPENDENT = new Set(['start', 'end', 'range', 'step', 'info']);

/**
 * How far a range query looks, when the value at each of its steps depends on samples and on that step alone, so that it may be kept for another query
 * with the same steps; `undefined` when it depends on more, as with `@ end()` or durations that are calculated.
 */
export function reachOf(expr: Expression): Reach | undefined {
  return reach(expr, 0);
}

function reach(expr: Expression, aheadMs: number): Reach | undefined {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return { aheadMs: -Infinity, fixedMs: -Infinity };
    case 'matrix':
      return expr.rangeExpr ? undefined : reach(expr.selector, aheadMs);
    case 'vector':
    case 'subquery': {
      const calculated = expr.offsetExpr ?? (expr.kind === 'subquery' ? (expr.rangeExpr ?? expr.stepExpr) : expr.extension);
      if (calculated !== undefined || expr.startOrEnd !== undefined) return undefined;
      if (expr.timestampMs !== undefined) return fixed(expr, expr.timestampMs - expr.offsetMs);
      const own = aheadMs - expr.offsetMs;
      return expr.kind === 'subquery' ? reach(expr.expr, own) : { aheadMs: own, fixedMs: -Infinity };
    }
    case 'call':
      return RANGE_DEPENDENT.has(expr.func.name) ? undefined : furthest(childExpressions(expr).map((child) => reach(child, aheadMs)));
    case 'aggregation':
    case 'binary':
    case 'invariant':
    case 'parenthesized':
    case 'unary':
      return furthest(childExpressions(expr).map((child) => reach(child, aheadMs)));
  }
}

/** What looks from a fixed moment; inside of a subquery offsets go on from there. */
function fixed(expr: Expression, atMs: number): Reach | undefined {
  if (expr.kind !== 'subquery') return { aheadMs: -Infinity, fixedMs: atMs };
  const inner = reach(expr.expr, 0);
  return inner && { aheadMs: -Infinity, fixedMs: Math.max(inner.fixedMs, inner.aheadMs === -Infinity ? -Infinity : atMs + inner.aheadMs) };
}

const furthest = (all: readonly (Reach | undefined)[]): Reach | undefined =>
  all.reduce<Reach | undefined>((sum, one) => sum && one && { aheadMs: Math.max(sum.aheadMs, one.aheadMs), fixedMs: Math.max(sum.fixedMs, one.fixedMs) }, { aheadMs: -Infinity, fixedMs: -Infinity });

/** The last step whose value can change no more, when no sample up to `settledMs` can; `undefined` when there is none. */
export function lastSettledStep({ aheadMs, fixedMs }: Reach, settledMs: number, { startMs, endMs, stepMs }: { readonly startMs: number; readonly endMs: number; readonly stepMs: number }): number | undefined {
  if (fixedMs > settledMs) return undefined;
  // Without samples there is nothing that could change.
  const untilMs = aheadMs === -Infinity ? endMs : Math.min(endMs, settledMs - aheadMs);
  return untilMs < startMs ? undefined : startMs + Math.floor((untilMs - startMs) / stepMs) * stepMs;
}
