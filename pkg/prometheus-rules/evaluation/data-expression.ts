import { childExpressions, type Expression, parsedPromql, printPromql, typeOf, withChildren } from '#pkg/promql';

/** Functions that yield something because there is nothing. */
const ofAbsence: ReadonlySet<string> = new Set(['absent', 'absent_over_time']);

/**
 * The expression without its conditions: it yields an element for all data that could meet them. `up == 0` becomes `up == bool 0`. Undefined when
 * there is none, as for `absent(up)`, or when the expression does not parse.
 */
export function dataExpression(expr: string): string | undefined {
  try {
    const parsed = parsedPromql(expr);
    return asksForAbsence(parsed) ? undefined : printPromql(withoutConditions(parsed));
  } catch {
    return undefined;
  }
}

const asksForAbsence = (expr: Expression): boolean => (expr.kind === 'call' && ofAbsence.has(expr.func.name)) || childExpressions(expr).some(asksForAbsence);

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

function withoutConditions(expr: Expression): Expression {
  if (expr.kind === 'binary' && expr.op === 'unless') return withoutConditions(expr.left);
  const inner = withChildren(expr, withoutConditions);
  return inner.kind === 'binary' && comparisons.has(inner.op) && typeOf(inner) === 'vector' ? { ...inner, returnBool: true } : inner;
}
