import type { Matcher, MatchOperator } from '#pkg/matchers';
import { checkedMatcher } from './compile-matchers.ts';
import { MatcherSyntaxError } from './matcher-syntax-error.ts';
import { type MatcherToken, type MatcherTokenKind, matcherTokens } from './utf8-lexer.ts';

/** Matchers in the syntax since 0.27, in which any text is a name (alertmanager/matcher/parse). Throws {@link MatcherSyntaxError}. */
export const parseUtf8Matchers = (input: string): Matcher[] => new Utf8Parser(matcherTokens(input)).parse();

class Utf8Parser {
  private at = 0;

  constructor(private readonly tokens: readonly MatcherToken[]) {}

  parse(): Matcher[] {
    const matchers: Matcher[] = [];
    const isBraced = this.take('{') !== undefined;
    if (!isBraced && this.peek().kind === 'end') return matchers;
    let isOpen = this.peek().kind !== '}' && this.peek().kind !== 'end';
    while (isOpen) {
      matchers.push(this.matcher());
      isOpen = this.goesOn();
    }
    this.close(isBraced);
    const { kind, from, to, text } = this.peek();
    if (kind !== 'end') throw new MatcherSyntaxError(`${from}:${to}: ${text}: expected end of input`);
    return matchers;
  }

  private matcher(): Matcher {
    const name = this.expect('text', 'expected label name');
    const op = this.expect('operator', "expected an operator such as '=', '!=', '=~' or '!~'").value as MatchOperator;
    const value = this.expect('text', 'expected label value').value;
    return checkedMatcher({ name: name.value, op, value });
  }

  /** Whether another matcher follows; a comma may stand after the last one. */
  private goesOn(): boolean {
    const { kind } = this.peek();
    if (kind === '}' || kind === 'end') return false;
    this.expect(',', 'expected a comma or close brace');
    const after = this.peek().kind;
    if (after === '}' || after === 'end') return false;
    if (after !== 'text') throw this.unexpected('expected a matcher or close brace after comma');
    return true;
  }

  private close(isBraced: boolean): void {
    const { kind, to } = this.peek();
    if (isBraced) this.expect('}', 'expected close brace');
    else if (kind === '}') throw new MatcherSyntaxError(`0:${to}: }: expected opening brace`);
  }

  private take(kind: MatcherTokenKind): MatcherToken | undefined {
    const token = this.peek();
    if (token.kind !== kind) return undefined;
    this.at += 1;
    return token;
  }

  private expect(kind: MatcherTokenKind, what: string): MatcherToken {
    const token = this.take(kind);
    if (!token) throw this.unexpected(what);
    return token;
  }

  private unexpected(what: string): MatcherSyntaxError {
    const { kind, from, to, text } = this.peek();
    return new MatcherSyntaxError(kind === 'end' ? `0:${to}: end of input: ${what}` : `${from}:${to}: unexpected ${text}: ${what}`);
  }

  private peek(): MatcherToken {
    return this.tokens[this.at] ?? { kind: 'end', text: '', value: '', from: 0, to: 0 };
  }
}
