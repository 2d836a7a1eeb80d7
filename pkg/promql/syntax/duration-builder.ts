import type { SourceRange } from '../values/source-position.ts';
import { childrenOf, type Fail, type GrammarNode } from './grammar-node.ts';
import type { DurationExpression, DurationOperation, DurationOperator, NumberLiteral } from './promql-ast.ts';
import type { PromqlSyntaxOptions } from './promql-options.ts';

const operators: Readonly<Record<string, DurationOperator>> = { Add: '+', Sub: '-', Mul: '*', Div: '/', Mod: '%', Pow: '^' };

/** Go's durations are 64-bit nanoseconds. */
const LONGEST_SECONDS = 2 ** 63 / 1e9;

/** Makes the durations of ranges, steps and offsets from the grammar's tree. */
export class DurationBuilder {
  constructor(
    private readonly number: (node: GrammarNode) => NumberLiteral,
    private readonly isMinus: (node: GrammarNode) => boolean,
    private readonly options: PromqlSyntaxOptions,
    private readonly fail: Fail,
  ) {}

  /** A range or a step. */
  positive(node: GrammarNode): DurationExpression {
    const duration = this.build(node);
    if (duration.kind === 'number' && duration.value <= 0) this.fail('duration must be greater than 0', duration.range);
    return duration;
  }

  /** Any duration, also an offset. */
  build(node: GrammarNode): DurationExpression {
    const children = childrenOf(node);
    const range = { start: node.from, end: node.to };
    const [first, second, third] = children;
    if (!first) return this.fail('unexpected end of input', range);
    if (first.name === 'UnaryOp' && second) return this.signed(first, second, range);
    const op = second && operators[second.name];
    if (op && third) return this.arithmetic(op, this.build(first), this.build(third), second);
    switch (first.name) {
      case 'NumberDurationLiteralInDurationContext':
        return this.withinBounds(this.number(first), first);
      case 'DurationStep':
      case 'DurationRange':
        return this.enabled({ kind: 'duration', op: first.name === 'DurationStep' ? 'step' : 'range', left: undefined, right: undefined, parenthesized: false, range });
      case 'DurationMinOf':
      case 'DurationMaxOf': {
        const [left, right] = children.filter(({ name }) => name === 'DurationExpr').map((child) => this.build(child));
        return this.enabled({ kind: 'duration', op: first.name === 'DurationMinOf' ? 'min_of' : 'max_of', left, right, parenthesized: false, range });
      }
      default: {
        const inner = this.build(first);
        this.enabled(inner);
        return parenthesized(inner, range);
      }
    }
  }

  private signed(sign: GrammarNode, operand: GrammarNode, range: SourceRange): DurationExpression {
    const inner = this.build(operand);
    const isNegative = this.isMinus(sign);
    if (inner.kind === 'number') return this.withinBounds({ ...inner, value: isNegative ? -inner.value : inner.value, range }, sign);
    return isNegative ? { kind: 'duration', op: '-', left: undefined, right: inner, parenthesized: false, range } : inner;
  }

  private arithmetic(op: DurationOperator, left: DurationExpression, right: DurationExpression, operator: GrammarNode): DurationOperation {
    this.enabled(left);
    if (right.kind === 'number' && right.value === 0 && (op === '/' || op === '%')) {
      this.fail(op === '/' ? 'division by zero' : 'modulo by zero', { start: operator.from, end: operator.to });
    }
    return { kind: 'duration', op, left, right, parenthesized: false, range: { start: left.range.start, end: right.range.end } };
  }

  private enabled<Duration extends DurationExpression>(duration: Duration): Duration {
    if (this.options.durationExpressions !== true) this.fail('experimental duration expression is not enabled', duration.range);
    return duration;
  }

  private withinBounds(literal: NumberLiteral, at: GrammarNode): NumberLiteral {
    if (Math.abs(literal.value) > LONGEST_SECONDS) this.fail('duration out of range', { start: at.from, end: at.to });
    return literal;
  }
}

/** A number has no place for "in parentheses": it becomes the operand of a plus, which is not printed. */
function parenthesized(inner: DurationExpression, range: SourceRange): DurationOperation {
  if (inner.kind === 'duration') return { ...inner, parenthesized: true };
  return { kind: 'duration', op: '+', left: undefined, right: inner, parenthesized: true, range };
}

/** `{rangeMs, rangeExpr}` or `{stepMs, stepExpr}` of a duration; an expression is worth zero until the query runs. */
export function millisecondsOf<Name extends 'range' | 'step'>(
  name: Name,
  duration: DurationExpression | undefined,
): Record<`${Name}Ms`, number> & Record<`${Name}Expr`, DurationOperation | undefined> {
  const ms = duration?.kind === 'number' ? toMilliseconds(duration.value) : 0;
  const expr = duration?.kind === 'duration' ? duration : undefined;
  return { [`${name}Ms`]: ms, [`${name}Expr`]: expr } as Record<`${Name}Ms`, number> & Record<`${Name}Expr`, DurationOperation | undefined>;
}

/** Through nanoseconds, as in Prometheus: what is less than a millisecond is cut off. */
export const toMilliseconds = (seconds: number): number => Math.trunc(Math.round(seconds * 1e9) / 1e6) + 0;
