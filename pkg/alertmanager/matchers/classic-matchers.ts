import type { Matcher, MatchOperator } from '#pkg/matchers';
import { checkedMatcher } from './compile-matchers.ts';
import { MatcherSyntaxError } from './matcher-syntax-error.ts';

/** One matcher in the syntax before 0.27 (`ParseMatcher` of alertmanager/pkg/labels): a tolerant one, in which values need no quotes. Throws {@link MatcherSyntaxError}. */
export function parseClassicMatcher(text: string): Matcher {
  const [head, name = '', op = ''] = /^[\t\n\f\r ]*([a-zA-Z_:][a-zA-Z0-9_:]*)[\t\n\f\r ]*(=~|=|!=|!~)[\t\n\f\r ]*/.exec(text) ?? [];
  if (head === undefined) throw new MatcherSyntaxError(`bad matcher format: ${text}`);
  const written = text.slice(head.length, endOf(text, head.length));
  if (!written.isWellFormed()) throw new MatcherSyntaxError(`matcher value not valid UTF-8: ${written}`);
  return checkedMatcher({ name, op: op as MatchOperator, value: unescaped(written) });
}

/** Where the text ends without the spaces after it. */
function endOf(text: string, from: number): number {
  let end = text.length;
  while (end > from && '\t\n\f\r '.includes(text.charAt(end - 1))) end--;
  return end;
}

/** `\"`, `\n` and `\\` are escapes, other backslashes are themselves; a quote stands at both ends or nowhere. */
function unescaped(written: string): string {
  const isQuoted = written.startsWith('"');
  const raw = isQuoted ? written.slice(1) : written;
  const refuse = (): never => {
    throw new MatcherSyntaxError(`matcher value contains unescaped double quote: ${written}`);
  };
  let value = '';
  let isClosed = false;
  for (let at = 0; at < raw.length; at++) {
    const character = raw.charAt(at);
    const isLast = at === raw.length - 1;
    if (character === '\\' && !isLast) {
      at++;
      const next = raw.charAt(at);
      value += next === 'n' ? '\n' : next === '"' || next === '\\' ? next : `\\${next}`;
    } else if (character === '"') {
      if (!isQuoted || !isLast) refuse();
      isClosed = true;
    } else value += character;
  }
  return isQuoted && !isClosed ? refuse() : value;
}

/** Matchers between commas that stand outside of quotes; braces around them and a comma after them may be there. Throws {@link MatcherSyntaxError}. */
export function parseClassicMatchers(text: string): Matcher[] {
  return splitMatchers(text.replace(/^\{/, '').replace(/\}$/, '')).map(parseClassicMatcher);
}

function splitMatchers(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  let isEscaped = false;
  for (const character of text) {
    if (character === ',' && !isQuoted) {
      parts.push(part);
      part = '';
      continue;
    }
    // A comma within quotes leaves the state of the escape as it is, as in the original.
    if (character === '"') {
      if (isEscaped) isEscaped = false;
      else isQuoted = !isQuoted;
    } else if (character === '\\') isEscaped = !isEscaped;
    else if (character !== ',') isEscaped = false;
    part += character;
  }
  const last = part.replace(/^\p{White_Space}+/u, '').replace(/\p{White_Space}+$/u, '');
  return last === '' ? parts : [...parts, last];
}
