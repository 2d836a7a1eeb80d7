import { formatDecimal } from '../values/go-number-format.ts';
import type { DurationExpression, Expression, TimeModifiers, VectorMatching } from './promql-ast.ts';

/** JSON in the shape of Prometheus's `parse_query`. */
export type AstJson = Readonly<Record<string, unknown>>;

/** The tree for the `data` of `GET /api/v1/parse_query`. */
export function astJson(expr: Expression): AstJson {
  switch (expr.kind) {
    case 'number':
      return { type: 'numberLiteral', val: formatDecimal(expr.value) };
    case 'string':
      return { type: 'stringLiteral', val: expr.value };
    case 'parenthesized':
      return { type: 'parenExpr', expr: astJson(expr.expr) };
    case 'invariant':
      return astJson(expr.expr);
    case 'unary':
      return { type: 'unaryExpr', op: expr.op, expr: astJson(expr.expr) };
    case 'aggregation':
      return {
        type: 'aggregation', op: expr.op, expr: astJson(expr.expr), param: expr.param ? astJson(expr.param) : null,
        grouping: expr.grouping, without: expr.without,
      };
    case 'binary':
      return {
        type: 'binaryExpr', op: expr.op, lhs: astJson(expr.left), rhs: astJson(expr.right),
        matching: expr.matching ? matchingJson(expr.matching) : null, bool: expr.returnBool,
      };
    case 'call': {
      const { name, args, variadic, returns } = expr.func;
      return { type: 'call', func: { name, argTypes: args, variadic, returnType: returns }, args: expr.args.map(astJson) };
    }
    case 'vector':
      return { type: 'vectorSelector', ...selectorJson(expr) };
    case 'matrix':
      return { type: 'matrixSelector', ...selectorJson(expr.selector), range: expr.rangeMs, rangeExpr: durationJson(expr.rangeExpr) };
    case 'subquery':
      return {
        type: 'subquery', expr: astJson(expr.expr), range: expr.rangeMs, rangeExpr: durationJson(expr.rangeExpr),
        step: expr.stepMs, stepExpr: durationJson(expr.stepExpr), ...timeJson(expr),
      };
  }
}

const timeJson = ({ offsetMs, offsetExpr, timestampMs, startOrEnd }: TimeModifiers) => ({
  offset: offsetMs,
  offsetExpr: durationJson(offsetExpr),
  timestamp: timestampMs ?? null,
  startOrEnd: startOrEnd ?? null,
});

function selectorJson(selector: Extract<Expression, { kind: 'vector' }>) {
  return {
    name: selector.name,
    ...timeJson(selector),
    matchers: selector.matchers.map(({ name, value, operator }) => ({ name, value, type: operator })),
    anchored: selector.extension === 'anchored',
    smoothed: selector.extension === 'smoothed',
  };
}

const matchingJson = ({ cardinality, labels, on, include, fillLeft, fillRight }: VectorMatching) => ({
  card: cardinality,
  labels,
  on,
  include,
  fillValues: { lhs: fillLeft ?? null, rhs: fillRight ?? null },
});

function durationJson(expr: DurationExpression | undefined): AstJson | null {
  if (!expr) return null;
  if (expr.kind === 'number') return { type: 'numberLiteral', val: formatDecimal(expr.value), duration: expr.isDuration };
  return { type: 'durationExpr', op: expr.op, lhs: durationJson(expr.left), rhs: durationJson(expr.right), wrapped: expr.parenthesized };
}
