import { isKeyword, type Token, type TokenKind } from './promql-token.ts';
import { scanNumberOrDuration } from './scan-number.ts';
import { scanString } from './scan-string.ts';

/** Why the text cannot be cut into tokens, and where that became clear. */
export interface LexicalProblem {
  readonly message: string;
  readonly start: number;
}

/** All tokens up to the end of the input, or up to the first problem. The last one is the end of input when there is none. */
export interface LexedQuery {
  readonly tokens: readonly Token[];
  readonly problem: LexicalProblem | undefined;
}

/** Cuts a query into tokens as Prometheus's lexer does, with its messages. Comments and white space are left out. */
export function lexPromql(query: string): LexedQuery {
  const lexer = new Lexer(query);
  try {
    lexer.run();
    return { tokens: lexer.tokens, problem: undefined };
  } catch (error) {
    if (error instanceof Problem) return { tokens: lexer.tokens, problem: { message: error.message, start: error.start } };
    throw error;
  }
}

class Problem extends Error {
  constructor(
    message: string,
    readonly start: number,
  ) {
    super(message);
  }
}

const isSpace = (char: string): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r';
const isDigit = (char: string): boolean => char >= '0' && char <= '9' && char.length === 1;
const isAlpha = (char: string): boolean => /^[a-zA-Z_]$/.test(char);
const shown = (char: string): string => (char === '' ? "'\uFFFD'" : `'${char === "'" ? "\\'" : char === '\n' ? '\\n' : char}'`);

/** Two characters that are one operator. */
const pairs: ReadonlySet<string> = new Set(['==', '!=', '<=', '</', '>=', '>/']);
const singles: ReadonlySet<string> = new Set([',', '*', '/', '%', '+', '-', '^', '=', '<', '>', '@']);
const durationWords: ReadonlySet<string> = new Set(['step', 'range', 'max_of', 'min_of']);

class Lexer {
  readonly tokens: Token[] = [];
  private at = 0;
  private parenthesisDepth = 0;
  private inBraces = false;
  private inBrackets = false;
  private sawColon = false;
  private sawDuration = false;

  constructor(private readonly text: string) {}

  run(): void {
    for (;;) {
      this.skipSpaceAndComments();
      if (this.at >= this.text.length) break;
      if (this.inBraces) this.insideBraces();
      else this.statement();
    }
    if (this.inBraces) this.fail('unexpected end of input inside braces');
    if (this.parenthesisDepth !== 0) this.fail('unclosed left parenthesis');
    if (this.inBrackets) this.fail(this.sawDuration ? 'unclosed left bracket' : 'unexpected end of input in duration expression');
    this.emit('end of input', this.at);
  }

  private statement(): void {
    const char = this.char(0);
    const pair = char + this.char(1);
    if (this.inBrackets && !this.sawDuration && !/[\w\]:()+*/%^,.-]/.test(char)) this.fail(`unexpected character in duration expression: ${shown(char)}`);
    if (pairs.has(pair)) return this.emit(pair as TokenKind, this.at + 2);
    if (pair === '=~') this.fail("unexpected character after '=': '~'");
    if (char === '!') this.fail(`unexpected character after '!': ${shown(this.char(1))}`);
    if (singles.has(char)) return this.emit(char as TokenKind, this.at + 1);
    if (isDigit(char) || (char === '.' && isDigit(this.char(1)))) return this.number();
    if (char === '"' || char === "'" || char === '`') return this.string();
    if (isAlpha(char) || char === ':') return this.inBrackets ? this.wordInBrackets(char) : this.word();
    switch (char) {
      case '(':
        this.parenthesisDepth++;
        return this.emit('(', this.at + 1);
      case ')':
        if (--this.parenthesisDepth < 0) this.fail("unexpected right parenthesis ')'", this.at + 1);
        return this.emit(')', this.at + 1);
      case '{':
        this.inBraces = true;
        return this.emit('{', this.at + 1);
      case '[':
        if (this.inBrackets) this.fail("unexpected left bracket '['");
        this.inBrackets = true;
        this.sawColon = false;
        this.sawDuration = false;
        return this.emit('[', this.at + 1);
      case ']':
        if (!this.inBrackets) this.fail("unexpected right bracket ']'");
        this.inBrackets = false;
        return this.emit(']', this.at + 1);
      default:
        this.fail(`unexpected character: ${shown(char)}`);
    }
  }

  private insideBraces(): void {
    const char = this.char(0);
    const pair = char + this.char(1);
    if (pair === '=~' || pair === '!=' || pair === '!~') return this.emit(pair, this.at + 2);
    if (isAlpha(char)) return this.emit('identifier', this.wordEnd(/[a-zA-Z0-9_]*/y));
    if (char === '"' || char === "'" || char === '`') return this.string();
    switch (char) {
      case ',':
      case '=':
        return this.emit(char, this.at + 1);
      case '}':
        this.inBraces = false;
        return this.emit('}', this.at + 1);
      case '{':
        return this.fail("unexpected left brace '{'");
      case '!':
        return this.fail(`unexpected character after '!' inside braces: ${shown(this.char(1))}`);
      default:
        return this.fail(`unexpected character inside braces: ${shown(char)}`);
    }
  }

  private word(): void {
    const end = this.wordEnd(/[a-zA-Z0-9_:]*/y);
    const word = this.text.slice(this.at, end);
    const lower = word.toLowerCase();
    // `fill + fill` are metrics: the modifiers came late to the language and count only in front of a parenthesis.
    const isFill = lower === 'fill' || lower === 'fill_left' || lower === 'fill_right';
    if (lower === 'inf' || lower === 'nan') this.emit('number', end);
    else if (isKeyword(lower) && !(isFill && !/^[ \t\r\n]*\(/.test(this.text.slice(end)))) this.emit(lower, end);
    else this.emit(word.includes(':') ? 'metric identifier' : 'identifier', end);
  }

  /** Between brackets stand durations: only a colon and the names of duration functions begin like a word. */
  private wordInBrackets(char: string): void {
    if (char === ':') {
      if (!this.sawDuration) this.fail('unexpected colon before duration in duration expression', this.at + 1);
      if (this.sawColon) this.fail("unexpected colon ':'");
      this.sawColon = true;
      return this.emit(':', this.at + 1);
    }
    const end = this.wordEnd(/[a-zA-Z_]*/y);
    const word = this.text.slice(this.at, end).toLowerCase();
    if (!durationWords.has(word)) {
      this.fail(this.sawDuration ? `unexpected character: ${shown(char)}, expected ':'` : `unexpected character in duration expression: ${shown(char)}`);
    }
    this.sawDuration = true;
    this.emit(word as TokenKind, end);
  }

  private number(): void {
    const scanned = scanNumberOrDuration(this.text, this.at);
    if (scanned.kind === undefined) this.fail(`bad number or duration syntax: ${JSON.stringify(this.text.slice(this.at, scanned.end))}`);
    this.sawDuration = true;
    this.emit(scanned.kind, scanned.end);
  }

  private string(): void {
    const scanned = scanString(this.text, this.at);
    if (scanned.problem !== undefined) this.fail(scanned.problem);
    this.emit('string', scanned.end);
  }

  private skipSpaceAndComments(): void {
    for (;;) {
      while (isSpace(this.char(0))) this.at++;
      if (this.char(0) !== '#') return;
      while (this.at < this.text.length && this.char(0) !== '\n' && this.char(0) !== '\r') this.at++;
    }
  }

  private wordEnd(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    pattern.exec(this.text);
    return pattern.lastIndex;
  }

  /** The whole character at a distance, empty behind the end. */
  private char(distance: number): string {
    const code = this.text.codePointAt(this.at + distance);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  private emit(kind: TokenKind, end: number): void {
    this.tokens.push({ kind, text: this.text.slice(this.at, end), start: this.at, end });
    this.at = end;
  }

  private fail(message: string, start = this.at): never {
    throw new Problem(message, start);
  }
}
