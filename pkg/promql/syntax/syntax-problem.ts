import { quote } from '../values/quoted-string.ts';
import type { SourceRange } from '../values/source-position.ts';
import { describeToken, isAggregator, type Token, type TokenKind } from './promql-token.ts';

export interface SyntaxProblem {
  readonly message: string;
  readonly range: SourceRange;
}

const matchOperators: ReadonlySet<TokenKind> = new Set(['=', '!=', '=~', '!~']);
const groupingKeywords: ReadonlySet<TokenKind> = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);

/** Says what is wrong with the token at which the grammar gave up, in Prometheus's words. */
export function describeSyntaxProblem(tokens: readonly Token[], index: number): SyntaxProblem {
  const token = tokens[index] ?? { kind: 'end of input', text: '', start: 0, end: 0 };
  const before = (distance: number): TokenKind | undefined => tokens[index - distance]?.kind;
  if (token.kind === 'end of input' && index === 0) return { message: 'no expression found in input', range: { start: 0, end: 0 } };
  const previous = tokens[index - 1];
  if (token.kind === '(' && previous?.kind === 'identifier') return { message: `unknown function with name ${quote(previous.text)}`, range: previous };
  if (token.kind === ')' && previous?.kind === ',' && opensCall(tokens, index)) {
    return { message: 'trailing commas not allowed in function call args', range: previous };
  }
  const place = placeOf(tokens, index, before);
  return { message: `unexpected ${describeToken(token)}${place}`, range: token };
}

/** ` in <context>, expected <what>`, where Prometheus's grammar has an opinion. */
function placeOf(tokens: readonly Token[], index: number, before: (distance: number) => TokenKind | undefined): string {
  const open = innermostOpen(tokens, index);
  const opener = open === undefined ? undefined : tokens[open]?.kind;
  if (opener === '{') return ` in label matching${expectedInBraces(before)}`;
  if (opener === '(' && open !== undefined && groupingKeywords.has(tokens[open - 1]?.kind ?? ',')) {
    return ` in grouping opts, expected ${before(1) === '(' || before(1) === ',' ? 'label' : '"," or ")"'}`;
  }
  if (opener === '[' && open !== undefined) return expectedInBrackets(tokens.slice(open + 1, index));
  const last = before(1);
  if (last === undefined) return '';
  if (groupingKeywords.has(last) && last !== 'group_left' && last !== 'group_right') return ' in grouping opts, expected "("';
  if (last === 'offset') return ' in offset, expected number, duration, step(), or range()';
  if (last === '@') return ' in @, expected timestamp';
  return belongsToAggregation(tokens, index) ? ' in aggregation' : '';
}

/** Whether a token is inside of the parentheses of an aggregation, at any depth, or behind its grouping. */
function belongsToAggregation(tokens: readonly Token[], index: number): boolean {
  if (groupedAggregation(tokens, index - 1)) return true;
  for (let open = innermostOpen(tokens, index); open !== undefined; open = innermostOpen(tokens, open)) {
    if (tokens[open]?.kind !== '(') continue;
    const owner = tokens[open - 1]?.kind;
    if ((owner !== undefined && isAggregator(owner)) || groupedAggregation(tokens, open - 1)) return true;
  }
  return false;
}

/** Whether `sum by (…)` ends at a token. */
function groupedAggregation(tokens: readonly Token[], closing: number): boolean {
  if (tokens[closing]?.kind !== ')') return false;
  const open = innermostOpen(tokens, closing) ?? 0;
  const [aggregator, keyword] = [tokens[open - 2]?.kind, tokens[open - 1]?.kind];
  return (keyword === 'by' || keyword === 'without') && aggregator !== undefined && isAggregator(aggregator);
}

function expectedInBraces(before: (distance: number) => TokenKind | undefined): string {
  const last = before(1);
  if (last === '{' || last === ',') return ', expected identifier or "}"';
  if (last === 'identifier') return ', expected label matching operator';
  if (last !== undefined && matchOperators.has(last)) return ', expected string';
  return ', expected "," or "}"';
}

function expectedInBrackets(inside: readonly Token[]): string {
  const colon = inside.findIndex(({ kind }) => kind === ':');
  // The name of a duration function without its parentheses is no duration yet.
  if (inside.length === 0 || (colon < 0 && /^[a-z]/.test(inside.at(-1)?.text ?? ''))) return ' in subquery or range selector, expected number, duration, step(), or range()';
  if (colon < 0) return ' in subquery or range, expected ":" or "]"';
  if (colon === inside.length - 1) return ' in subquery selector, expected number, duration, step(), range(), or "]"';
  return ' in subquery selector, expected "]"';
}

/** The opening bracket that is not closed yet in front of a token. */
function innermostOpen(tokens: readonly Token[], index: number): number | undefined {
  let depth = 0;
  for (let at = index - 1; at >= 0; at--) {
    const kind = tokens[at]?.kind;
    if (kind === ')' || kind === ']' || kind === '}') depth++;
    if ((kind === '(' || kind === '[' || kind === '{') && depth-- === 0) return at;
  }
  return undefined;
}

function opensCall(tokens: readonly Token[], closing: number): boolean {
  const open = innermostOpen(tokens, closing);
  const owner = open === undefined ? undefined : tokens[open - 1]?.kind;
  return owner === 'identifier' || owner === ')' || (owner !== undefined && isAggregator(owner));
}
