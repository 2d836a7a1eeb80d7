import type { Token, TokenKind } from './promql-token.ts';

/*
 * The published grammar is made for editors: it tells apart what is highlighted, lists the functions by name, and reads fewer
 * spellings of numbers and strings than Prometheus does. So it is given a text of the same shape and length in which every number is
 * a plain one, every function is one it knows, and so on; what was really written is read from the tokens at the same places.
 */

const functionNames: ReadonlySet<TokenKind> = new Set(['identifier', 'start', 'end', 'step', 'range', 'max_of', 'min_of']);
const durationFunctions: ReadonlySet<TokenKind> = new Set(['step', 'range', 'max_of', 'min_of']);
const groupingKeywords: ReadonlySet<TokenKind> = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);

/** The text for the grammar: tokens at their places, spaces between them. */
export function lezerSource(tokens: readonly Token[], length: number): string {
  let source = '';
  const roles = new TokenRoles(tokens);
  for (const [index, token] of tokens.entries()) {
    source = source.padEnd(token.start) + standIn(token, roles.of(index));
  }
  return source.padEnd(length);
}

const beforeOperand = /^([(,+*/%^-]|==|!=|<=?|>=?|<\/|>\/|and|or|unless|atan2|bool|group_left|group_right)$/;

type Role = 'label' | 'function' | 'duration function' | undefined;

function standIn({ kind, text }: Token, role: Role): string {
  if (role === 'label') return 'x'.repeat(text.length);
  if (role === 'function') return (text.length === 1 ? text : text.length === 2 ? 'ln' : 'abs').padEnd(text.length);
  if (role === 'duration function') return text.toLowerCase();
  if (kind === 'number' || kind === 'duration') return '1'.repeat(text.length);
  if (kind === 'string') return `"${'x'.repeat(text.length - 2)}"`;
  return text;
}

/** What a word is for, as far as its neighbours tell. */
class TokenRoles {
  private inBraces = false;
  private inBrackets = false;
  private inGrouping = false;
  /** The grouping says how operands match, so that an operand follows: at `operandAt`. */
  private isMatching = false;
  private operandAt = -1;
  private offsetEnd = -1;

  constructor(private readonly tokens: readonly Token[]) {}

  /** To be asked in order. */
  of(index: number): Role {
    const kind = this.kindAt(index);
    if (kind === '{' || kind === '}') this.inBraces = kind === '{';
    if (kind === '[' || kind === ']') this.inBrackets = kind === '[';
    if (kind === '(' && groupingKeywords.has(this.kindAt(index - 1))) {
      this.inGrouping = true;
      this.isMatching = this.kindAt(index - 1) !== 'by' && this.kindAt(index - 1) !== 'without';
    }
    if (kind === ')') {
      if (this.inGrouping && this.isMatching) this.operandAt = index + 1;
      this.inGrouping = false;
    }
    if (kind === 'offset') {
      // In the place of an operand it is a metric.
      if (index === 0 || index === this.operandAt || beforeOperand.test(this.kindAt(index - 1))) return 'label';
      this.offsetEnd = this.endOfOffset(index + 1);
    }

    const isWord = /^\w/.test(this.tokens[index]?.text ?? '') && kind !== 'number' && kind !== 'duration';
    if (!isWord) return undefined;
    if (this.inBraces || this.inGrouping) return 'label';
    if (durationFunctions.has(kind) && (this.inBrackets || index <= this.offsetEnd)) return 'duration function';
    if (functionNames.has(kind) && this.kindAt(index + 1) === '(' && this.kindAt(index - 1) !== '@') return 'function';
    return undefined;
  }

  /** The last token of the duration behind `offset`: signs, then a number, a function with its arguments, or parentheses. */
  private endOfOffset(start: number): number {
    let at = start;
    while (this.kindAt(at) === '+' || this.kindAt(at) === '-') at++;
    if (durationFunctions.has(this.kindAt(at))) at++;
    if (this.kindAt(at) !== '(') return at;
    for (let depth = 0; at < this.tokens.length; at++) {
      if (this.kindAt(at) === '(') depth++;
      if (this.kindAt(at) === ')' && --depth === 0) return at;
    }
    return at;
  }

  private kindAt(index: number): TokenKind {
    return this.tokens[index]?.kind ?? 'end of input';
  }
}
