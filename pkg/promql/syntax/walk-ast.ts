import type { Expression } from './promql-ast.ts';

/** The expressions directly below one, in the order in which they are evaluated. */
export function childExpressions(expr: Expression): readonly Expression[] {
  switch (expr.kind) {
    case 'aggregation':
      return expr.param ? [expr.expr, expr.param] : [expr.expr];
    case 'binary':
      return [expr.left, expr.right];
    case 'call':
      return expr.args;
    case 'invariant':
    case 'parenthesized':
    case 'unary':
    case 'subquery':
      return [expr.expr];
    case 'matrix':
      return [expr.selector];
    case 'number':
    case 'string':
    case 'vector':
      return [];
  }
}

/** The same expression with other children. */
export function withChildren(expr: Expression, map: (child: Expression) => Expression): Expression {
  switch (expr.kind) {
    case 'aggregation':
      return { ...expr, expr: map(expr.expr), param: expr.param && map(expr.param) };
    case 'binary':
      return { ...expr, left: map(expr.left), right: map(expr.right) };
    case 'call':
      return { ...expr, args: expr.args.map(map) };
    case 'invariant':
    case 'parenthesized':
    case 'unary':
    case 'subquery':
      return { ...expr, expr: map(expr.expr) };
    case 'matrix': {
      const selector = map(expr.selector);
      return { ...expr, selector: selector.kind === 'vector' ? selector : expr.selector };
    }
    case 'number':
    case 'string':
    case 'vector':
      return expr;
  }
}
