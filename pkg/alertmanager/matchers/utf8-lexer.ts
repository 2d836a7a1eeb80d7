import type { MatchOperator } from '#pkg/matchers';
import { unquote } from '#pkg/promql';
import { MatcherSyntaxError } from './matcher-syntax-error.ts';
import { isReserved } from './matcher-text.ts';

export type MatcherTokenKind = '{' | '}' | ',' | 'operator' | 'text' | 'end';

/** A piece of a text of matchers; `from` and `to` are columns, in characters from 0. */
export interface MatcherToken {
  readonly kind: MatcherTokenKind;
  /** As written. */
  readonly text: string;
  /** Without quotes and escapes. */
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** The tokens of a text of matchers in the syntax of UTF-8 (alertmanager/matcher/parse), with one of kind `end` last. Throws {@link MatcherSyntaxError}. */
export function matcherTokens(input: string): MatcherToken[] {
  const characters = [...input];
  const tokens: MatcherToken[] = [];
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? '';
    if (/\p{White_Space}/u.test(character)) {
      at++;
      continue;
    }
    const token = tokenAt(characters, at, character);
    tokens.push(token);
    at = token.to;
  }
  return [...tokens, { kind: 'end', text: '', value: '', from: at, to: at }];
}

function tokenAt(characters: readonly string[], from: number, character: string): MatcherToken {
  if (character === '{' || character === '}' || character === ',') return { kind: character, text: character, value: character, from, to: from + 1 };
  if (character === '=' || character === '!') return operatorAt(characters, from, character);
  if (character === '"') return quotedAt(characters, from);
  if (isReserved(character)) throw new MatcherSyntaxError(`${from}:${from + 1}: ${character}: invalid input`);
  let to = from + 1;
  while (to < characters.length && !isReserved(characters[to] ?? '')) to++;
  const text = characters.slice(from, to).join('');
  return { kind: 'text', text, value: text, from, to };
}

function operatorAt(characters: readonly string[], from: number, first: '=' | '!'): MatcherToken {
  const second = characters[from + 1];
  const operator: MatchOperator | undefined = first === '=' ? (second === '~' ? '=~' : '=') : second === '=' ? '!=' : second === '~' ? '!~' : undefined;
  if (operator !== undefined) return { kind: 'operator', text: operator, value: operator, from, to: from + operator.length };
  if (second === undefined) throw new MatcherSyntaxError(`${from}:${from + 1}: unexpected end of input, expected one of '=~'`);
  throw new MatcherSyntaxError(`${from}:${from + 1}: ${first}: expected one of '=~'`);
}

function quotedAt(characters: readonly string[], from: number): MatcherToken {
  let end = from + 1;
  while (end < characters.length && characters[end] !== '"') end += characters[end] === '\\' ? 2 : 1;
  const to = Math.min(end + 1, characters.length);
  const text = characters.slice(from, to).join('');
  if (end >= characters.length) throw new MatcherSyntaxError(`${from}:${to}: ${text}: missing end "`);
  const value = unquote(text);
  if (value === undefined || !value.isWellFormed()) throw new MatcherSyntaxError(`${from}:${to}: ${text}: invalid input`);
  return { kind: 'text', text, value, from, to };
}
