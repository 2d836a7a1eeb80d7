import { quote } from '../values/quoted-string.ts';

/** What a token is; a keyword, an operator or a bracket is its own kind, in lower case. */
export type TokenKind = 'identifier' | 'metric identifier' | 'number' | 'duration' | 'string' | 'end of input' | Keyword | Symbol;

export const aggregators = [
  'sum', 'avg', 'count', 'min', 'max', 'group', 'stddev', 'stdvar', 'topk', 'bottomk', 'count_values', 'quantile', 'limitk', 'limit_ratio',
] as const;
export type Aggregator = (typeof aggregators)[number];

const wordOperators = ['and', 'or', 'unless', 'atan2'] as const;
const modifiers = [
  'offset', 'smoothed', 'anchored', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'fill', 'fill_left', 'fill_right', 'bool',
] as const;
const preprocessors = ['start', 'end', 'step', 'range', 'max_of', 'min_of'] as const;

export type Keyword = Aggregator | (typeof wordOperators)[number] | (typeof modifiers)[number] | (typeof preprocessors)[number];
type Operator = '+' | '-' | '*' | '/' | '%' | '^' | '==' | '!=' | '<=' | '<' | '>=' | '>' | '</' | '>/' | '=~' | '!~' | '@';
type Symbol = Operator | '(' | ')' | '{' | '}' | '[' | ']' | ',' | '=' | ':';

export interface Token {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const operators: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '^', '==', '!=', '<=', '<', '>=', '>', '</', '>/', '=~', '!~', '@', ...wordOperators]);
const aggregatorSet: ReadonlySet<string> = new Set(aggregators);
const modifierSet: ReadonlySet<string> = new Set(modifiers);
const keywords: ReadonlySet<string> = new Set([...aggregators, ...wordOperators, ...modifiers, ...preprocessors]);

export const isAggregator = (word: string): word is Aggregator => aggregatorSet.has(word);
export const isKeyword = (word: string): word is Keyword => keywords.has(word);

/** How an error message calls a token, in Prometheus's words. */
export function describeToken({ kind, text }: Token): string {
  if (kind === 'end of input') return kind;
  if (kind === 'identifier' || kind === 'metric identifier') return `${kind} ${quote(text)}`;
  if (kind === 'string' || kind === 'number' || kind === 'duration') return `${kind} ${shortened(text)}`;
  if (modifierSet.has(kind)) return `<${text}>`;
  if (operators.has(kind)) return `<op:${text}>`;
  if (aggregatorSet.has(kind)) return `<aggr:${text}>`;
  return shortened(text);
}

const shortened = (text: string): string => (Buffer.byteLength(text) > 10 ? `${quote([...text].slice(0, 10).join(''))}...` : quote(text));
