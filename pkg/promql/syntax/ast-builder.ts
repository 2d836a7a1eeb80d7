import { quote, unquote } from '../values/quoted-string.ts';
import type { SourceRange } from '../values/source-position.ts';
import { parseDuration } from '../values/promql-duration.ts';
import { readBinaryModifiers, readLabelList } from './binary-modifiers.ts';
import { DurationBuilder, millisecondsOf } from './duration-builder.ts';
import { childrenOf, type Fail, type GrammarNode } from './grammar-node.ts';
import { type BinaryOperator, type Expression, type NumberLiteral, precedence, type VectorSelector } from './promql-ast.ts';
import { promqlFunctions } from './promql-functions.ts';
import type { PromqlSyntaxOptions } from './promql-options.ts';
import { isAggregator, type Token } from './promql-token.ts';
import { numberValue } from './scan-number.ts';
import { readMatchers } from './selector-matchers.ts';
import { withExtension, withOffset, withStartOrEnd, withTimestamp } from './time-modifiers.ts';

const expressionNodes: ReadonlySet<string> = new Set([
  'AggregateExpr', 'BinaryExpr', 'FunctionCall', 'MatrixSelector', 'NumberDurationLiteral', 'OffsetExpr', 'AnchoredExpr', 'SmoothedExpr', 'ParenExpr',
  'StringLiteral', 'SubqueryExpr', 'UnaryExpr', 'VectorSelector', 'StepInvariantExpr',
]);

const aggregatorsWithParam: ReadonlySet<string> = new Set(['topk', 'bottomk', 'count_values', 'quantile', 'limitk', 'limit_ratio']);
const experimentalAggregators: ReadonlySet<string> = new Set(['limitk', 'limit_ratio']);

/** Makes our syntax tree from the grammar's: the grammar gives the shape, the tokens what was written. */
export class AstBuilder {
  private readonly durations: DurationBuilder;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly options: PromqlSyntaxOptions,
    private readonly fail: Fail,
  ) {
    this.durations = new DurationBuilder((node) => this.number(node), (node) => this.tokensOf(node)[0]?.kind === '-', options, fail);
  }

  build(node: GrammarNode): Expression {
    const range = { start: node.from, end: node.to };
    switch (node.name) {
      case 'NumberDurationLiteral':
        return this.number(node);
      case 'StringLiteral':
        return { kind: 'string', value: this.string(this.tokensOf(node)[0]), range };
      case 'ParenExpr':
        return { kind: 'parenthesized', expr: this.operand(node), range };
      case 'UnaryExpr':
        return this.unary(node);
      case 'BinaryExpr':
        return this.binary(node);
      case 'FunctionCall':
        return this.call(node);
      case 'AggregateExpr':
        return this.aggregation(node);
      case 'VectorSelector':
        return this.vectorSelector(node);
      case 'MatrixSelector':
        return onLastOperand(this.operand(node), (expr) => this.matrixSelector(expr, node));
      case 'SubqueryExpr':
        return onLastOperand(this.operand(node), (expr) => this.subquery(expr, node));
      case 'OffsetExpr': {
        const duration = childrenOf(node).find(({ name }) => name === 'OffsetDurationExpr');
        return onLastOperand(this.operand(node), (expr) => withOffset(expr, duration && this.durations.build(duration), range.end, this.fail));
      }
      case 'StepInvariantExpr':
        return this.atModifier(node);
      case 'AnchoredExpr':
      case 'SmoothedExpr':
        return onLastOperand(this.operand(node), (expr) => withExtension(expr, node.name === 'AnchoredExpr' ? 'anchored' : 'smoothed', this.options, this.fail));
      default:
        return this.fail('unexpected expression', range);
    }
  }

  /** The first expression below a node. */
  private operand(node: GrammarNode): Expression {
    return this.operands(node)[0] ?? this.fail('no expression found in input', { start: node.from, end: node.to });
  }

  private operands(node: GrammarNode): Expression[] {
    return childrenOf(node)
      .filter(({ name }) => expressionNodes.has(name))
      .map((child) => this.build(child));
  }

  /** The tokens that begin within a node. */
  private tokensOf({ from, to }: { readonly from: number; readonly to: number }): Token[] {
    return this.tokens.slice(this.firstTokenFrom(from), this.firstTokenFrom(to));
  }

  private firstTokenFrom(offset: number): number {
    let [low, high] = [0, this.tokens.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.tokens[middle]?.start ?? offset) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private number(node: GrammarNode): NumberLiteral {
    const tokens = this.tokensOf(node);
    const token = tokens.at(-1);
    const range = { start: node.from, end: node.to };
    if (!token) return this.fail('unexpected end of input', range);
    const value = token.kind === 'duration' ? this.seconds(token) : (numberValue(token.text) ?? this.fail(`error parsing number: strconv.ParseFloat: parsing ${quote(token.text)}: ${/^0x$/i.test(token.text) ? 'invalid syntax' : 'value out of range'}`, token));
    return { kind: 'number', value: tokens.length > 1 && tokens[0]?.kind === '-' ? -value : value, isDuration: token.kind === 'duration', range };
  }

  private seconds(token: Token): number {
    const duration = parseDuration(token.text);
    return 'ms' in duration ? duration.ms / 1000 : this.fail(duration.problem, token);
  }

  private string(token: Token | undefined): string {
    const text = token?.text ?? '""';
    return unquote(text) ?? this.fail(`error unquoting string ${quote(text)}: invalid syntax`, token ?? { start: 0, end: 0 });
  }

  private unary(node: GrammarNode): Expression {
    const op = this.tokensOf(node)[0]?.kind === '-' ? '-' : '+';
    return signed(op, this.operand(node), { start: node.from, end: node.to });
  }

  private binary(node: GrammarNode): Expression {
    const nodes = childrenOf(node).filter(({ name }) => expressionNodes.has(name));
    const [leftNode, rightNode] = nodes;
    if (!leftNode || !rightNode) return this.fail('unexpected end of input', { start: node.from, end: node.to });
    // A sign binds weaker than a power: -1^2 is -(1^2), although the grammar may read -1 as a number.
    const sign = leftNode.name === 'NumberDurationLiteral' ? this.tokensOf(leftNode)[0]?.kind : undefined;
    const [operatorToken, ...modifiers] = this.tokensOf({ from: leftNode.to, to: rightNode.from });
    if (!operatorToken) return this.fail('unexpected end of input', { start: node.from, end: node.to });
    const left = this.build(leftNode);
    const right = this.build(rightNode);
    const op = operatorToken.kind as BinaryOperator;
    if (op === '^' && left.kind === 'number' && (sign === '-' || sign === '+')) {
      const number = { ...left, value: sign === '-' ? -left.value : left.value, range: { start: left.range.end - 1, end: left.range.end } };
      return signed(sign, this.operation(op, number, right, modifiers), { start: node.from, end: node.to });
    }
    return this.operation(op, left, right, modifiers);
  }

  /** Behind `a + b offset 5m` the grammar takes `* c` for an operand of the whole: it belongs to what binds at least as strongly. */
  private operation(op: BinaryOperator, left: Expression, right: Expression, modifiers: readonly Token[]): Expression {
    if (left.kind === 'binary' && (precedence[left.op] < precedence[op] || (op === '^' && left.op === '^'))) {
      const inner = this.operation(op, left.right, right, modifiers);
      return { ...left, right: inner, range: { start: left.range.start, end: inner.range.end } };
    }
    if (left.kind === 'unary' && op === '^') {
      const inner = this.operation(op, left.expr, right, modifiers);
      return { ...left, expr: inner, range: { start: left.range.start, end: inner.range.end } };
    }
    const range = { start: left.range.start, end: right.range.end };
    const { returnBool, matching } = readBinaryModifiers(modifiers, this.fail);
    if (this.options.fillModifiers !== true && (matching.fillLeft !== undefined || matching.fillRight !== undefined)) {
      this.fail('binop fill modifiers are experimental and not enabled', range);
    }
    return { kind: 'binary', op, left, right, returnBool, matching, range };
  }

  private call(node: GrammarNode): Expression {
    const name = this.tokensOf(node)[0];
    const func = promqlFunctions.get(name?.text ?? '');
    if (!name || !func) return this.fail(`unknown function with name ${quote(name?.text ?? '')}`, name ?? { start: node.from, end: node.to });
    if (func.experimental && this.options.experimentalFunctions !== true) this.fail(`function ${quote(func.name)} is not enabled`, name);
    return { kind: 'call', func, args: this.argumentsOf(node), range: { start: node.from, end: node.to } };
  }

  private argumentsOf(node: GrammarNode): Expression[] {
    const body = childrenOf(node).find(({ name }) => name === 'FunctionCallBody');
    return body ? this.operands(body) : [];
  }

  private aggregation(node: GrammarNode): Expression {
    const range = { start: node.from, end: node.to };
    const op = this.tokensOf(node)[0]?.kind ?? 'sum';
    if (!isAggregator(op)) return this.fail('unexpected aggregation', range);
    const modifier = childrenOf(node).find(({ name }) => name === 'AggregateModifier');
    const modifierTokens = modifier ? this.tokensOf(modifier) : [];
    const grouping = modifier ? readLabelList(modifierTokens.slice(1), this.fail) : [];
    const args = this.argumentsOf(node);
    if (args.length === 0) this.fail('no arguments for aggregate expression provided', range);
    if (experimentalAggregators.has(op) && this.options.experimentalFunctions !== true) {
      this.fail(`${op}() is experimental and must be enabled with --enable-feature=promql-experimental-functions`, range);
    }
    const wanted = aggregatorsWithParam.has(op) ? 2 : 1;
    const expr = args[wanted - 1];
    if (!expr || args.length !== wanted) {
      return this.fail(`wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${args.length}`, range);
    }
    return { kind: 'aggregation', op, expr, param: wanted === 2 ? args[0] : undefined, grouping, without: modifierTokens[0]?.kind === 'without', range };
  }

  private vectorSelector(node: GrammarNode): VectorSelector {
    const tokens = this.tokensOf(node);
    const name = tokens[0]?.kind === '{' ? '' : (tokens[0]?.text ?? '');
    const matchers = readMatchers(name === '' ? tokens : tokens.slice(1), this.fail);
    if (name !== '') matchers.push({ name: '__name__', operator: '=', value: name });
    return {
      kind: 'vector', name, matchers, extension: undefined,
      offsetMs: 0, offsetExpr: undefined, timestampMs: undefined, startOrEnd: undefined,
      range: { start: node.from, end: node.to },
    };
  }

  private durationsOf(node: GrammarNode) {
    const nodes = childrenOf(node).filter(({ name }) => name === 'DurationExpr');
    return nodes.map((child) => this.durations.positive(child));
  }

  private matrixSelector(selector: Expression, node: GrammarNode): Expression {
    const [range] = this.durationsOf(node);
    const bracket = this.tokensOf({ from: selector.range.end, to: node.to }).findLast(({ kind }) => kind === '[') ?? { start: node.from };
    const brackets = { start: bracket.start, end: node.to };
    if (selector.kind !== 'vector') return this.fail('ranges only allowed for vector selectors', brackets);
    if (selector.offsetMs !== 0 || selector.offsetExpr) this.fail('no offset modifiers allowed before range', brackets);
    if (selector.timestampMs !== undefined || selector.startOrEnd) this.fail('no @ modifiers allowed before range', brackets);
    return { kind: 'matrix', selector, ...millisecondsOf('range', range), range: { start: selector.range.start, end: node.to } };
  }

  private subquery(expr: Expression, node: GrammarNode): Expression {
    const [range, step] = this.durationsOf(node);
    return {
      kind: 'subquery', expr, ...millisecondsOf('range', range), ...millisecondsOf('step', step),
      offsetMs: 0, offsetExpr: undefined, timestampMs: undefined, startOrEnd: undefined,
      range: { start: expr.range.start, end: node.to },
    };
  }

  private atModifier(node: GrammarNode): Expression {
    const [exprNode, ...rest] = childrenOf(node).filter(({ name }) => expressionNodes.has(name) || name === 'AtModifierPreprocessors');
    const operand = exprNode ? this.build(exprNode) : this.fail('unexpected end of input', { start: node.from, end: node.to });
    const at = rest[0];
    if (at?.name === 'AtModifierPreprocessors') {
      const startOrEnd = this.tokensOf(at)[0]?.kind === 'start' ? 'start' : 'end';
      return onLastOperand(operand, (expr) => withStartOrEnd(expr, startOrEnd, node.to, this.fail));
    }
    return onLastOperand(operand, (expr) => withTimestamp(expr, at ? this.number(at).value : 0, node.to, this.fail));
  }
}

/** What stands behind an expression binds to its last operand, whatever the grammar says: `a + b offset 5m` shifts b. */
function onLastOperand(expr: Expression, apply: (operand: Expression) => Expression): Expression {
  if (expr.kind === 'binary') {
    const right = onLastOperand(expr.right, apply);
    return { ...expr, right, range: { start: expr.range.start, end: right.range.end } };
  }
  if (expr.kind !== 'unary') return apply(expr);
  const operand = onLastOperand(expr.expr, apply);
  return { ...expr, expr: operand, range: { start: expr.range.start, end: operand.range.end } };
}

/** A sign in front of a number is part of the number. */
function signed(op: '+' | '-', expr: Expression, range: SourceRange): Expression {
  if (expr.kind === 'number') return { ...expr, value: op === '-' ? -expr.value : expr.value, range };
  return { kind: 'unary', op, expr, range };
}
