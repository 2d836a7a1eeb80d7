import { quote } from '#pkg/promql';
import { keywords, type Token, type TokenKind } from './template-token.ts';

const isSpace = (char: string): boolean => char === ' ' || char === '\t' || char === '\r' || char === '\n';
const isAlphanumeric = (char: string): boolean => /^[_\p{L}\p{Nd}]$/u.test(char);
const OPEN = '{{';
const CLOSE = '}}';

/** How Go's `%#U` writes a character; the end of the input is -1. */
const describe = (char: string): string => {
  if (char === '') return 'U+FFFFFFFFFFFFFFFF';
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(char) ? `U+${code} '${char}'` : `U+${code}`;
};

/** Cuts a template into words: text, and inside of `{{ }}` names, constants and signs. Spaces count inside, as they divide arguments. */
export class TemplateLexer {
  private at = 0;
  private start = 0;
  private line = 1;
  private countedTo = 0;
  private insideAction = false;
  private parenDepth = 0;
  private failed = false;

  constructor(private readonly input: string) {}

  /** The next word; after an error or the end always the end. */
  next(): Token {
    if (this.failed) return { kind: 'end of input', at: 0, text: 'EOF', line: this.line };
    return this.insideAction ? this.insideWord() : this.textWord();
  }

  private token(kind: TokenKind, text = this.input.slice(this.start, this.at)): Token {
    const line = this.lineOf(this.start);
    const token = { kind, at: this.start, text, line };
    this.start = this.at;
    return token;
  }

  /** Positions are asked for in rising order. */
  private lineOf(position: number): number {
    for (; this.countedTo < position; this.countedTo += 1) if (this.input[this.countedTo] === '\n') this.line += 1;
    return this.line;
  }

  private error(text: string): Token {
    this.failed = true;
    return this.token('error', text);
  }

  private textWord(): Token {
    for (;;) {
      const open = this.input.indexOf(OPEN, this.at);
      if (open < 0) {
        this.at = this.input.length;
        return this.at > this.start ? this.token('text') : this.token('end of input', 'EOF');
      }
      if (open > this.at) {
        const trims = this.input[open + 2] === '-' && isSpace(this.input[open + 3] ?? '');
        const whole = this.input.slice(this.start, open);
        const text = trims ? whole.replace(/[ \t\r\n]+$/, '') : whole;
        this.at = open;
        const token = this.token('text', text);
        if (text !== '') return token;
      }
      const word = this.openWord();
      if (word) return word;
    }
  }

  /** The opening of an action; undefined after a comment. */
  private openWord(): Token | undefined {
    const trims = this.input[this.at + 2] === '-' && isSpace(this.input[this.at + 3] ?? '');
    const inner = this.at + (trims ? 4 : 2);
    if (this.input.startsWith('/*', inner)) return this.comment(inner);
    this.at += 2;
    const token = this.token('left delimiter');
    this.at = inner;
    this.start = inner;
    this.insideAction = true;
    this.parenDepth = 0;
    return token;
  }

  private comment(from: number): Token | undefined {
    this.start = from;
    const end = this.input.indexOf('*/', from + 2);
    if (end < 0) return this.error('unclosed comment');
    this.at = end + 2;
    const close = this.closing();
    if (close === undefined) return this.error('comment ends before closing delimiter');
    this.at += close.trims ? 4 : 2;
    if (close.trims) this.skipSpaces();
    this.start = this.at;
    return undefined;
  }

  private skipSpaces(): void {
    while (isSpace(this.input[this.at] ?? '')) this.at += 1;
  }

  /** Whether an action closes here. */
  private closing(at = this.at): { readonly trims: boolean } | undefined {
    if (isSpace(this.input[at] ?? '') && this.input[at + 1] === '-' && this.input.startsWith(CLOSE, at + 2)) return { trims: true };
    return this.input.startsWith(CLOSE, at) ? { trims: false } : undefined;
  }

  private closeWord(trims: boolean): Token {
    if (trims) this.at += 2;
    this.start = this.at;
    this.at += 2;
    const token = this.token('right delimiter');
    if (trims) this.skipSpaces();
    this.start = this.at;
    this.insideAction = false;
    return token;
  }

  private peek(): string {
    const code = this.input.codePointAt(this.at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  private insideWord(): Token {
    const close = this.closing();
    if (close) return this.parenDepth === 0 ? this.closeWord(close.trims) : this.error('unclosed left paren');
    const char = this.peek();
    if (char === '') return this.error('unclosed action');
    if (isSpace(char)) return this.spaces();
    const digitFollows = /[0-9]/.test(this.input[this.at + 1] ?? '');
    if (/[-+0-9]/.test(char) || (char === '.' && digitFollows)) return this.number();
    if (isAlphanumeric(char)) return this.identifier();
    this.at += char.length;
    switch (char) {
      case '=':
        return this.token('assign');
      case ':':
        if (this.peek() !== '=') return this.error('expected :=');
        this.at += 1;
        return this.token('declare');
      case '|':
        return this.token('pipe');
      case '"':
        return this.quoted('"', 'string', 'unterminated quoted string');
      case "'":
        return this.quoted("'", 'char constant', 'unterminated character constant');
      case '`':
        return this.rawString();
      case '$':
        return this.name('variable');
      case '.':
        return this.name('field');
      case '(':
        this.parenDepth += 1;
        return this.token('left paren');
      case ')':
        this.parenDepth -= 1;
        return this.parenDepth < 0 ? this.error('unexpected right paren') : this.token('right paren');
      default:
        return /^[\x21-\x7e]$/.test(char) ? this.token('char') : this.error(`unrecognized character in action: ${describe(char)}`);
    }
  }

  /** A run of spaces; the last one may belong to a closing delimiter that trims. */
  private spaces(): Token {
    this.skipSpaces();
    if (this.closing(this.at - 1)?.trims) {
      this.at -= 1;
      if (this.at === this.start) return this.closeWord(true);
    }
    return this.token('space');
  }

  private identifier(): Token {
    this.skipAlphanumeric();
    const word = this.input.slice(this.start, this.at);
    if (!this.atTerminator()) return this.error(`bad character ${describe(this.peek())}`);
    if (keywords.has(word)) return this.token(word as TokenKind);
    return this.token(word === 'true' || word === 'false' ? 'bool' : 'identifier');
  }

  private skipAlphanumeric(): void {
    for (let char = this.peek(); char !== '' && isAlphanumeric(char); char = this.peek()) this.at += char.length;
  }

  private name(kind: 'variable' | 'field'): Token {
    if (this.atTerminator()) return this.token(kind === 'variable' ? 'variable' : 'dot');
    this.skipAlphanumeric();
    return this.atTerminator() ? this.token(kind) : this.error(`bad character ${describe(this.peek())}`);
  }

  private atTerminator(): boolean {
    const char = this.peek();
    return char === '' || isSpace(char) || '.,|:)('.includes(char) || this.input.startsWith(CLOSE, this.at);
  }

  private quoted(end: string, kind: TokenKind, unterminated: string): Token {
    for (;;) {
      const char = this.peek();
      this.at += char.length;
      if (char === end) return this.token(kind);
      if (char === '\\') {
        const escaped = this.peek();
        this.at += escaped.length;
        if (escaped !== '' && escaped !== '\n') continue;
        return this.error(unterminated);
      }
      if (char === '' || char === '\n') return this.error(unterminated);
    }
  }

  private rawString(): Token {
    const end = this.input.indexOf('`', this.at);
    if (end < 0) return this.error('unterminated raw quoted string');
    this.at = end + 1;
    return this.token('raw string');
  }

  private number(): Token {
    const bad = (): Token => this.error(`bad number syntax: ${quote(this.input.slice(this.start, this.at))}`);
    if (!this.scanNumber()) return bad();
    if (!/[-+]/.test(this.peek())) return this.token('number');
    return this.scanNumber() && this.input[this.at - 1] === 'i' ? this.token('complex') : bad();
  }

  private scanNumber(): boolean {
    const pattern = /[-+]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][-+]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9_]*)?)i?/y;
    pattern.lastIndex = this.at;
    this.at += pattern.exec(this.input)?.[0].length ?? 0;
    const char = this.peek();
    if (char === '' || !isAlphanumeric(char)) return true;
    this.at += char.length;
    return false;
  }
}
