import { type LabelMatcher, type MatchOperator, valuePredicate } from '../values/label-matcher.ts';
import { METRIC_NAME } from '../values/promql-labels.ts';
import { quote, unquote } from '../values/quoted-string.ts';
import type { Fail } from './grammar-node.ts';
import type { Token } from './promql-token.ts';

/** The matchers between braces; the tokens include the braces, or there are none. A lone string is the metric's name. */
export function readMatchers(tokens: readonly Token[], fail: Fail): LabelMatcher[] {
  const matchers: LabelMatcher[] = [];
  for (let at = 1; at < tokens.length - 1; at++) {
    const label = tokens[at];
    const operator = tokens[at + 1];
    const value = tokens[at + 2];
    if (!label || label.kind === ',') continue;
    if (!operator || !value || operator.kind === ',' || operator.kind === '}') {
      matchers.push({ name: METRIC_NAME, operator: '=', value: unquoted(label, fail) });
      continue;
    }
    const name = label.kind === 'string' ? unquoted(label, fail) : label.text;
    const matcher = { name, operator: operator.kind as MatchOperator, value: unquoted(value, fail) };
    checkPattern(matcher, { start: label.start, end: value.end }, fail);
    matchers.push(matcher);
    at += 2;
  }
  return matchers;
}

const unquoted = (token: Token, fail: Fail): string => unquote(token.text) ?? fail(`error unquoting string ${quote(token.text)}: invalid syntax`, token);

function checkPattern(matcher: LabelMatcher, range: { start: number; end: number }, fail: Fail): void {
  try {
    valuePredicate(matcher);
  } catch (error) {
    // re2js shows the flag that we add.
    fail((error instanceof Error ? error.message : String(error)).replace('`(?s)', '`'), range);
  }
}
