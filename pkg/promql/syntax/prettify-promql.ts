import type { Expression } from './promql-ast.ts';
import { printAggregator, printOperator, printPromql, printSubqueryTimes } from './print-promql.ts';

const MAX_LINE_BYTES = 100;

/** The expression as `format_query` of Prometheus lays it out: what does not fit on a line of 100 is split and indented. */
export const prettifyPromql = (expr: Expression): string => pretty(expr, 0);

function pretty(expr: Expression, level: number): string {
  const line = printPromql(expr);
  const indent = '  '.repeat(level);
  const fits = Buffer.byteLength(line) <= MAX_LINE_BYTES;
  switch (expr.kind) {
    case 'aggregation': {
      if (fits) return indent + line;
      const param = expr.param ? `${pretty(expr.param, level + 1)},\n` : '';
      return `${indent}${printAggregator(expr)}(\n${param}${pretty(expr.expr, level + 1)}\n${indent})`;
    }
    case 'binary':
      if (fits) return indent + line;
      return `${pretty(expr.left, level + 1)}\n${indent}${printOperator(expr)}\n${pretty(expr.right, level + 1)}`;
    case 'call':
      if (fits) return indent + line;
      return `${indent}${expr.func.name}(\n${expr.args.map((arg) => pretty(arg, level + 1)).join(',\n')}\n${indent})`;
    case 'parenthesized':
      return fits ? indent + line : `${indent}(\n${pretty(expr.expr, level + 1)}\n${indent})`;
    case 'unary':
      return indent + expr.op + pretty(expr.expr, level).trim();
    case 'subquery':
      // Prometheus does not indent a subquery that fits on its line.
      return fits ? line : pretty(expr.expr, level) + printSubqueryTimes(expr);
    case 'invariant':
      return pretty(expr.expr, level);
    case 'matrix':
    case 'number':
    case 'string':
    case 'vector':
      return indent + line;
  }
}
