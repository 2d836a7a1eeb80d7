import type { LabelMatcher } from '../values/label-matcher.ts';
import type { SourceRange } from '../values/source-position.ts';
import type { PromqlFunction } from './promql-functions.ts';
import type { Aggregator } from './promql-token.ts';
import type { ValueType } from './value-type.ts';

/** An expression of the query language, as written: nothing is folded or resolved. */
export type Expression =
  | Aggregation
  | BinaryOperation
  | Call
  | MatrixSelector
  | NumberLiteral
  | Parenthesized
  | StepInvariant
  | StringLiteral
  | Subquery
  | UnaryOperation
  | VectorSelector;

export interface Aggregation {
  readonly kind: 'aggregation';
  readonly op: Aggregator;
  readonly expr: Expression;
  /** The k, φ, ratio or label of those that take one. */
  readonly param: Expression | undefined;
  readonly grouping: readonly string[];
  readonly without: boolean;
  readonly range: SourceRange;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type SetOperator = 'and' | 'or' | 'unless';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^' | 'atan2';
/** Cuts the observations of a histogram above or below a value. */
export type TrimOperator = '</' | '>/';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | SetOperator | TrimOperator;

/** How strongly operators bind; of equals the left one comes first, but for powers. */
export const precedence: Readonly<Record<BinaryOperator, number>> = {
  or: 1, and: 2, unless: 2, '==': 3, '!=': 3, '<': 3, '<=': 3, '>': 3, '>=': 3, '</': 3, '>/': 3, '+': 4, '-': 4, '*': 5, '/': 5, '%': 5, atan2: 5, '^': 6,
};

export interface BinaryOperation {
  readonly kind: 'binary';
  readonly op: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  /** A comparison that answers 0 or 1 instead of filtering. */
  readonly returnBool: boolean;
  /** How series find each other; undefined unless both sides are vectors. */
  readonly matching: VectorMatching | undefined;
  readonly range: SourceRange;
}

export type Cardinality = 'one-to-one' | 'many-to-one' | 'one-to-many' | 'many-to-many';

export interface VectorMatching {
  readonly cardinality: Cardinality;
  /** With `on` the only labels that count, otherwise those that do not. */
  readonly labels: readonly string[];
  readonly on: boolean;
  /** Labels taken over from the "one" side. */
  readonly include: readonly string[];
  /** Values for a series that finds no partner. */
  readonly fillLeft: number | undefined;
  readonly fillRight: number | undefined;
}

export interface Call {
  readonly kind: 'call';
  readonly func: PromqlFunction;
  readonly args: readonly Expression[];
  readonly range: SourceRange;
}

export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
  /** Written as a duration, in seconds. */
  readonly isDuration: boolean;
  readonly range: SourceRange;
}

export interface StringLiteral {
  readonly kind: 'string';
  readonly value: string;
  readonly range: SourceRange;
}

export interface Parenthesized {
  readonly kind: 'parenthesized';
  readonly expr: Expression;
  readonly range: SourceRange;
}

export interface UnaryOperation {
  readonly kind: 'unary';
  readonly op: '+' | '-';
  readonly expr: Expression;
  readonly range: SourceRange;
}

/** Is the same at every step, so that one evaluation is enough. Only the planner makes these. */
export interface StepInvariant {
  readonly kind: 'invariant';
  readonly expr: Expression;
  readonly range: SourceRange;
}

/** When a selector or subquery looks, other than at the evaluation time. */
export interface TimeModifiers {
  /** Milliseconds back, negative ones forward. */
  readonly offsetMs: number;
  readonly offsetExpr: DurationOperation | undefined;
  /** `@ 1609746000`, in milliseconds. */
  readonly timestampMs: number | undefined;
  /** `@ start()` and `@ end()`. */
  readonly startOrEnd: 'start' | 'end' | undefined;
}

export interface VectorSelector extends TimeModifiers {
  readonly kind: 'vector';
  /** The name in front of the braces, empty when there is none. */
  readonly name: string;
  /** All of them; a name in front of the braces is the last one. */
  readonly matchers: readonly LabelMatcher[];
  readonly extension: 'anchored' | 'smoothed' | undefined;
  readonly range: SourceRange;
}

export interface MatrixSelector {
  readonly kind: 'matrix';
  readonly selector: VectorSelector;
  readonly rangeMs: number;
  readonly rangeExpr: DurationOperation | undefined;
  readonly range: SourceRange;
}

export interface Subquery extends TimeModifiers {
  readonly kind: 'subquery';
  readonly expr: Expression;
  readonly rangeMs: number;
  readonly rangeExpr: DurationOperation | undefined;
  /** Zero stands for the default step. */
  readonly stepMs: number;
  readonly stepExpr: DurationOperation | undefined;
  readonly range: SourceRange;
}

export type DurationOperator = '+' | '-' | '*' | '/' | '%' | '^' | 'step' | 'range' | 'min_of' | 'max_of';

/** Arithmetic on durations, in seconds (experimental). */
export type DurationExpression = DurationOperation | NumberLiteral;

export interface DurationOperation {
  readonly kind: 'duration';
  readonly op: DurationOperator;
  /** Missing for a sign, and for `step()` and `range()`. */
  readonly left: DurationExpression | undefined;
  readonly right: DurationExpression | undefined;
  readonly parenthesized: boolean;
  readonly range: SourceRange;
}

export const comparisonOperators: ReadonlySet<string> = new Set<ComparisonOperator>(['==', '!=', '<', '<=', '>', '>=']);
export const setOperators: ReadonlySet<string> = new Set<SetOperator>(['and', 'or', 'unless']);
export const isComparison = (op: BinaryOperator): op is ComparisonOperator => comparisonOperators.has(op);
export const isSetOperator = (op: BinaryOperator): op is SetOperator => setOperators.has(op);

/** What an expression evaluates to. */
export function typeOf(expr: Expression): ValueType {
  switch (expr.kind) {
    case 'aggregation':
    case 'vector':
      return 'vector';
    case 'matrix':
    case 'subquery':
      return 'matrix';
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'call':
      return expr.func.returns;
    case 'invariant':
    case 'parenthesized':
    case 'unary':
      return typeOf(expr.expr);
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar' ? 'scalar' : 'vector';
  }
}
