import { type Expression, typeOf } from '../syntax/promql-ast.ts';
import { childExpressions } from '../syntax/walk-ast.ts';

/** The time at which the argument of info() looks at its series, relative to the step or fixed. */
export interface InfoReference {
  readonly timestampMs: number | undefined;
  readonly offsetMs: number;
  /** Whether all of its selectors look at the same time; if not, info series are taken at the step itself. */
  readonly isUniform: boolean;
}

interface Reference {
  readonly timestampMs: number | undefined;
  readonly offsetMs: number;
}

/** Where the info series for an expression are to be looked up. */
export function infoReference(expr: Expression | undefined): InfoReference {
  const found: Reference[] = [];
  const everyPathHasOne = expr !== undefined && collect(expr, [], found);
  const [first] = found;
  if (!first || !everyPathHasOne || !found.every((reference) => isSame(first, reference))) return { timestampMs: undefined, offsetMs: 0, isUniform: false };
  return { ...first, isUniform: true };
}

function isSame(a: Reference, b: Reference): boolean {
  if (a.timestampMs === undefined || b.timestampMs === undefined) return a.timestampMs === b.timestampMs && a.offsetMs === b.offsetMs;
  return a.timestampMs - a.offsetMs === b.timestampMs - b.offsetMs;
}

/** Collects the references of all selectors; false when some vector comes from none, as that of `vector(1)`. */
function collect(expr: Expression, subqueries: readonly Reference[], found: Reference[]): boolean {
  const producesSeries = (candidate: Expression) => typeOf(candidate) === 'vector' || typeOf(candidate) === 'matrix';
  if (expr.kind === 'vector') {
    found.push(shifted(expr, subqueries));
    return true;
  }
  const path = expr.kind === 'subquery' ? [...subqueries, expr] : subqueries;
  const children = expr.kind === 'call' && expr.func.name === 'info' ? expr.args.slice(0, 1) : childExpressions(expr);
  const results = children.filter(producesSeries).map((child) => collect(child, path, found));
  return results.length > 0 && results.every((result) => result);
}

/** Subqueries around a selector add their offsets, until one of them is pinned to a time. */
function shifted(selector: Reference, subqueries: readonly Reference[]): Reference {
  let { timestampMs, offsetMs } = selector;
  for (const subquery of subqueries.toReversed()) {
    if (timestampMs !== undefined) break;
    offsetMs += subquery.offsetMs;
    timestampMs = subquery.timestampMs;
  }
  return { timestampMs, offsetMs };
}
