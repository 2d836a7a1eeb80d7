import { formatMatcher } from '../values/label-matcher.ts';
import { compareText } from '../values/compare-text.ts';
import { formatDecimal, formatShortest } from '../values/go-number-format.ts';
import { formatDuration } from '../values/promql-duration.ts';
import { isPlainLabelName, METRIC_NAME } from '../values/promql-labels.ts';
import { quote } from '../values/quoted-string.ts';
import type { Aggregation, BinaryOperation, DurationExpression, Expression, MatrixSelector, NumberLiteral, Subquery, TimeModifiers, VectorSelector } from './promql-ast.ts';

/** The expression in one line and in Prometheus's canonical form; it parses to the same expression. */
export function printPromql(expr: Expression): string {
  switch (expr.kind) {
    case 'number':
      return printNumber(expr);
    case 'string':
      return quote(expr.value);
    case 'parenthesized':
      return `(${printPromql(expr.expr)})`;
    case 'invariant':
      return printPromql(expr.expr);
    case 'unary':
      return expr.op + printPromql(expr.expr);
    case 'binary':
      return `${printPromql(expr.left)} ${printOperator(expr)} ${printPromql(expr.right)}`;
    case 'call':
      return `${expr.func.name}(${expr.args.map(printPromql).join(', ')})`;
    case 'aggregation':
      return `${printAggregator(expr)}(${[...(expr.param ? [expr.param] : []), expr.expr].map(printPromql).join(', ')})`;
    case 'vector':
      return printSelector(expr);
    case 'matrix':
      return printMatrix(expr);
    case 'subquery':
      return printPromql(expr.expr) + printSubqueryTimes(expr);
  }
}

const printLabels = (names: readonly string[]): string => names.map((name) => (isPlainLabelName(name) ? name : quote(name))).join(', ');

/** `sum by (job) `, with the space in front of the parenthesis that Prometheus prints. */
export function printAggregator({ op, grouping, without }: Aggregation): string {
  if (without) return `${op} without (${printLabels(grouping)}) `;
  return grouping.length > 0 ? `${op} by (${printLabels(grouping)}) ` : op;
}

/** `== bool on (job) group_left (team)`. */
export function printOperator({ op, returnBool, matching }: BinaryOperation): string {
  let text: string = op;
  if (returnBool) text += ' bool';
  if (!matching) return text;
  const { cardinality, labels, on, include, fillLeft, fillRight } = matching;
  const isGrouped = cardinality === 'many-to-one' || cardinality === 'one-to-many';
  if (labels.length > 0 || on || isGrouped) text += ` ${on ? 'on' : 'ignoring'} (${printLabels(labels)})`;
  if (isGrouped) text += ` group_${cardinality === 'many-to-one' ? 'left' : 'right'} (${printLabels(include)})`;
  if (fillLeft !== undefined && fillLeft === fillRight) return `${text} fill (${formatShortest(fillLeft)})`;
  if (fillLeft !== undefined) text += ` fill_left (${formatShortest(fillLeft)})`;
  if (fillRight !== undefined) text += ` fill_right (${formatShortest(fillRight)})`;
  return text;
}

function printNumber({ value, isDuration }: NumberLiteral): string {
  return isDuration ? formatDuration(Math.round(value * 1e9) / 1e6) : formatDecimal(value);
}

/** A duration with its arithmetic. */
export function printDuration(expr: DurationExpression): string {
  if (expr.kind === 'number') return printNumber(expr);
  const text = printDurationOperation(expr.op, expr.left && printDuration(expr.left), expr.right && printDuration(expr.right));
  return expr.parenthesized ? `(${text})` : text;
}

function printDurationOperation(op: string, left: string | undefined, right = ''): string {
  if (op === 'step' || op === 'range') return `${op}()`;
  if (op === 'min_of' || op === 'max_of') return `${op}(${left ?? ''}, ${right})`;
  if (left !== undefined) return `${left} ${op} ${right}`;
  return op === '-' ? `-${right}` : right;
}

function printOffset({ offsetExpr, offsetMs }: TimeModifiers): string {
  if (offsetExpr) return ` offset ${printDuration(offsetExpr)}`;
  return offsetMs === 0 ? '' : ` offset ${formatDuration(offsetMs)}`;
}

function printAt({ timestampMs, startOrEnd }: TimeModifiers): string {
  if (timestampMs !== undefined) return ` @ ${(timestampMs / 1000).toFixed(3)}`;
  return startOrEnd ? ` @ ${startOrEnd}()` : '';
}

function printSelector(node: VectorSelector): string {
  const extension = node.extension ? ` ${node.extension}` : '';
  return printSeries(node) + printAt(node) + extension + printOffset(node);
}

function printSeries({ name, matchers }: VectorSelector): string {
  const isName = (matcher: VectorSelector['matchers'][number]) =>
    matcher.name === METRIC_NAME && matcher.operator === '=' && matcher.value === name && matcher.value !== '';
  const printed = matchers.filter((matcher) => !isName(matcher)).map(formatMatcher);
  return printed.length === 0 ? name : `${name}{${printed.sort(compareText).join(',')}}`;
}

function printMatrix({ selector, rangeMs, rangeExpr }: MatrixSelector): string {
  const extension = selector.extension ? ` ${selector.extension}` : '';
  return `${printSeries(selector)}[${rangeExpr ? printDuration(rangeExpr) : formatDuration(rangeMs)}]${extension}${printAt(selector)}${printOffset(selector)}`;
}

/** `[5m:1m] @ 10.000 offset 1m`. */
export function printSubqueryTimes(node: Subquery): string {
  const range = node.rangeExpr ? printDuration(node.rangeExpr) : formatDuration(node.rangeMs);
  const step = node.stepMs !== 0 ? formatDuration(node.stepMs) : node.stepExpr ? printDuration(node.stepExpr) : '';
  return `[${range}:${step}]${printAt(node)}${printOffset(node)}`;
}
