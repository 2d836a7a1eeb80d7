import { parseDuration } from '../values/promql-duration.ts';
import { isLabelName } from '../values/promql-labels.ts';
import { quote, unquote } from '../values/quoted-string.ts';
import type { Fail } from './grammar-node.ts';
import type { Cardinality, VectorMatching } from './promql-ast.ts';
import type { Token, TokenKind } from './promql-token.ts';
import { numberValue } from './scan-number.ts';

/** What stands between an operator and its right side: `bool on(a) group_left(b) fill(0)`, already known to be well formed. */
export function readBinaryModifiers(tokens: readonly Token[], fail: Fail): { returnBool: boolean; matching: VectorMatching } {
  const find = (...kinds: TokenKind[]): number => tokens.findIndex(({ kind }) => kinds.includes(kind));
  const labelsAfter = (index: number): string[] => (index < 0 ? [] : readLabelList(parenthesesAfter(tokens, index), fail));
  const valueAfter = (index: number): number | undefined => (index < 0 ? undefined : fillValue(parenthesesAfter(tokens, index)));

  const match = find('on', 'ignoring');
  const group = find('group_left', 'group_right');
  const both = valueAfter(find('fill'));
  const cardinality: Cardinality = group < 0 ? 'one-to-one' : tokens[group]?.kind === 'group_left' ? 'many-to-one' : 'one-to-many';
  return {
    returnBool: find('bool') >= 0,
    matching: {
      cardinality,
      labels: labelsAfter(match),
      on: tokens[match]?.kind === 'on',
      include: labelsAfter(group),
      fillLeft: both ?? valueAfter(find('fill_left')),
      fillRight: both ?? valueAfter(find('fill_right')),
    },
  };
}

/** The tokens from `(` to `)` directly behind a keyword. */
function parenthesesAfter(tokens: readonly Token[], index: number): Token[] {
  if (tokens[index + 1]?.kind !== '(') return [];
  const close = tokens.findIndex(({ kind }, at) => at > index && kind === ')');
  return tokens.slice(index + 1, close + 1);
}

/** Names between parentheses. A keyword may be a label, too; a string may be any name. */
export function readLabelList(tokens: readonly Token[], fail: Fail): string[] {
  return tokens
    .filter(({ kind }) => kind !== '(' && kind !== ')' && kind !== ',')
    .map((token) => {
      const name = token.kind === 'string' ? (unquote(token.text) ?? '') : token.text;
      return isLabelName(name) ? name : fail(`invalid label name for grouping: ${quote(name)}`, token);
    });
}

function fillValue(tokens: readonly Token[]): number | undefined {
  const inner = tokens.slice(1, -1);
  const literal = inner.at(-1);
  if (!literal) return undefined;
  const duration = literal.kind === 'duration' ? parseDuration(literal.text) : undefined;
  const value = duration ? ('ms' in duration ? duration.ms / 1000 : undefined) : numberValue(literal.text);
  return value === undefined ? undefined : inner[0]?.kind === '-' ? -value : value;
}
