import { quote } from '#pkg/promql';
import { TemplateError } from '../template-error.ts';
import { TemplateLexer } from './template-lexer.ts';
import type { Token, TokenKind } from './template-token.ts';

/** The words of a template, some of which may be looked at before they are taken. */
export class TokenStream {
  /** Where the action began that is read; 0 outside of actions. */
  protected actionLine = 0;
  private readonly lexer: TemplateLexer;
  private readonly pending: Token[] = [];
  private last: Token = { kind: 'text', at: 0, text: '', line: 1 };

  constructor(
    protected readonly name: string,
    text: string,
  ) {
    this.lexer = new TemplateLexer(text);
  }

  protected putBack(...tokens: readonly Token[]): void {
    this.pending.unshift(...tokens);
  }

  protected next(): Token {
    this.last = this.pending.shift() ?? this.lexer.next();
    return this.last;
  }

  protected peek(): Token {
    const [first] = this.pending;
    if (first) return first;
    const token = this.lexer.next();
    this.pending.push(token);
    this.last = token;
    return token;
  }

  protected nextWord(): Token {
    for (;;) {
      const token = this.next();
      if (token.kind !== 'space') return token;
    }
  }

  protected peekWord(): Token {
    while (this.peek().kind === 'space') this.next();
    return this.peek();
  }

  protected fail(problem: string): never {
    throw new TemplateError(`template: ${this.name}:${this.last.line}: ${problem}`);
  }

  protected unexpected(token: Token, context: string): never {
    if (token.kind === 'error') {
      const started = this.actionLine !== 0 && this.actionLine !== token.line ? ` in action started at ${this.name}:${this.actionLine}` : '';
      this.fail(token.text + (token.text.endsWith(' action') ? started.replace(' in action', '') : started));
    }
    this.fail(`unexpected ${describeToken(token)} in ${context}`);
  }

  protected expect(context: string, ...kinds: readonly TokenKind[]): Token {
    const token = this.nextWord();
    return kinds.includes(token.kind) ? token : this.unexpected(token, context);
  }
}

function describeToken({ kind, text }: Token): string {
  if (kind === 'end of input') return 'EOF';
  const isKeyword = /^[a-z]+$/.test(text) && kind === text;
  if (isKeyword) return `<${text}>`;
  return [...text].length > 10 ? `${quote([...text].slice(0, 10).join(''))}...` : quote(text);
}
