import { valuePredicate } from '../values/label-matcher.ts';
import { METRIC_NAME } from '../values/promql-labels.ts';
import { quote } from '../values/quoted-string.ts';
import type { SourceRange } from '../values/source-position.ts';
import type { Fail } from './grammar-node.ts';
import { type Aggregation, type BinaryOperation, type Call, type Expression, isComparison, isSetOperator, typeOf, type VectorSelector } from './promql-ast.ts';
import { documentedType, type ValueType } from './value-type.ts';

/** Checks that everything fits together and settles how operands are matched. The messages are Prometheus's. */
export function checkTypes(expr: Expression, query: string, fail: Fail): Expression {
  return new TypeChecker(query, fail).check(expr);
}

class TypeChecker {
  constructor(
    private readonly query: string,
    private readonly fail: Fail,
  ) {}

  check(expr: Expression): Expression {
    switch (expr.kind) {
      case 'number':
      case 'string':
        return expr;
      case 'vector':
        return this.selector(expr);
      case 'matrix':
        return { ...expr, selector: this.selector(expr.selector) };
      case 'invariant':
      case 'parenthesized':
        return { ...expr, expr: this.check(expr.expr) };
      case 'unary': {
        const operand = this.check(expr.expr);
        const type = typeOf(operand);
        if (type !== 'scalar' && type !== 'vector') {
          this.fail(`unary expression only allowed on expressions of type scalar or instant vector, got ${quote(documentedType(type))}`, expr.range);
        }
        return { ...expr, expr: operand };
      }
      case 'subquery': {
        const operand = this.check(expr.expr);
        if (typeOf(operand) !== 'vector') this.fail(`subquery is only allowed on instant vector, got ${typeOf(operand)} instead`, expr.range);
        return { ...expr, expr: operand };
      }
      case 'aggregation':
        return this.aggregation(expr);
      case 'binary':
        return this.binary(expr);
      case 'call':
        return this.call(expr);
    }
  }

  private expect(expr: Expression, want: ValueType, context: string): Expression {
    const checked = this.check(expr);
    const type = typeOf(checked);
    if (type !== want) this.fail(`expected type ${documentedType(want)} in ${context}, got ${documentedType(type)}`, expr.range);
    return checked;
  }

  private aggregation(node: Aggregation): Expression {
    const expr = this.expect(node.expr, 'vector', 'aggregation expression');
    const param = node.param && this.expect(node.param, node.op === 'count_values' ? 'string' : 'scalar', 'aggregation parameter');
    return { ...node, expr, param };
  }

  private binary(node: BinaryOperation): Expression {
    const left = this.check(node.left);
    const right = this.check(node.right);
    const types = [typeOf(left), typeOf(right)];
    const [leftType, rightType] = types;
    const { matching } = node;

    if (node.returnBool && !isComparison(node.op)) this.fail('bool modifier can only be used on comparison operators', this.operatorRange(node));
    if (isComparison(node.op) && !node.returnBool && types.every((type) => type === 'scalar')) {
      this.fail('comparisons between scalars must use BOOL modifier', this.operatorRange(node));
    }
    const repeated = matching?.on ? matching.labels.find((label) => matching.include.includes(label)) : undefined;
    if (repeated !== undefined) this.fail(`label ${quote(repeated)} must not occur in ON and GROUP clause at once`, this.operatorRange(node));
    for (const side of [left, right]) {
      const type = typeOf(side);
      if (type !== 'scalar' && type !== 'vector') this.fail('binary expression must contain only scalar and instant vector types', side.range);
    }
    if (leftType !== 'vector' || rightType !== 'vector') return this.withScalar({ ...node, left, right });
    return this.betweenVectors({ ...node, left, right });
  }

  private withScalar(node: BinaryOperation): Expression {
    const { matching } = node;
    if (matching && matching.labels.length > 0) this.fail('vector matching only allowed between instant vectors', node.range);
    if (matching?.fillLeft !== undefined || matching?.fillRight !== undefined) {
      this.fail('filling in missing series only allowed between instant vectors', node.range);
    }
    if (isSetOperator(node.op)) this.fail(`set operator ${quote(node.op)} not allowed in binary scalar expression`, node.range);
    return { ...node, matching: undefined };
  }

  private betweenVectors(node: BinaryOperation): Expression {
    const { matching } = node;
    if (!isSetOperator(node.op) || !matching) return node;
    if (matching.cardinality !== 'one-to-one') this.fail(`no grouping allowed for ${quote(node.op)} operation`, node.range);
    if (matching.fillLeft !== undefined || matching.fillRight !== undefined) this.fail('filling in missing series not allowed for set operators', node.range);
    return { ...node, matching: { ...matching, cardinality: 'many-to-many' } };
  }

  /** From the operator to the end of its modifiers. */
  private operatorRange({ left, right }: BinaryOperation): SourceRange {
    const between = this.query.slice(left.range.end, right.range.start);
    const start = left.range.end + (between.length - between.trimStart().length);
    return { start, end: left.range.end + between.trimEnd().length };
  }

  private call(node: Call): Expression {
    const { func, args } = node;
    const required = func.variadic === 0 ? func.args.length : func.args.length - 1;
    const name = quote(func.name);
    if (func.variadic === 0 && args.length !== required) this.fail(`expected ${required} argument(s) in call to ${name}, got ${args.length}`, node.range);
    if (args.length < required) this.fail(`expected at least ${required} argument(s) in call to ${name}, got ${args.length}`, node.range);
    if (func.variadic > 0 && args.length > required + func.variadic) {
      this.fail(`expected at most ${required + func.variadic} argument(s) in call to ${name}, got ${args.length}`, node.range);
    }
    if (func.name === 'info' && args[1]) this.infoSelector(args[1], node.range);
    const checked = args.map((arg, index) => {
      const want = func.args[Math.min(index, func.args.length - 1)] ?? 'vector';
      if (func.name === 'info' && index === 1) return arg;
      const value = this.check(arg);
      const type = typeOf(value);
      if (type !== want) this.fail(`expected type ${documentedType(want)} in call to function ${name}, got ${documentedType(type)}`, arg.range);
      return value;
    });
    return { ...node, args: checked };
  }

  /** The second argument of info() is written as a selector but only lists label matchers, so it may match everything. */
  private infoSelector(arg: Expression, range: SourceRange): void {
    const type = typeOf(arg);
    if (type !== 'vector') this.fail(`expected type instant vector in call to function "info", got ${documentedType(type)}`, range);
    if (arg.kind !== 'vector') this.fail('expected label selectors only', arg.range);
    else if (arg.name !== '') this.fail('expected label selectors only, got vector selector instead', arg.range);
  }

  private selector(node: VectorSelector): VectorSelector {
    if (node.name !== '') {
      const second = node.matchers.slice(0, -1).find(({ name }) => name === METRIC_NAME);
      if (second) this.fail(`metric name must not be set twice: ${quote(node.name)} or ${quote(second.value)}`, node.range);
      return node;
    }
    // A selector that matches everything is most likely a typo.
    if (node.matchers.every((matcher) => valuePredicate(matcher)(''))) this.fail('vector selector must contain at least one non-empty matcher', node.range);
    return node;
  }
}
