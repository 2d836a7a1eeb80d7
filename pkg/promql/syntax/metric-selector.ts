import type { LabelMatcher } from '../values/label-matcher.ts';
import { METRIC_NAME } from '../values/promql-labels.ts';
import { PromqlError } from '../values/promql-error.ts';
import { lineAndColumn } from '../values/source-position.ts';
import type { Fail } from './grammar-node.ts';
import { parsePromql } from './parse-promql.ts';
import { lexPromql } from './promql-lexer.ts';
import { aggregators, describeToken, type Token } from './promql-token.ts';
import { readMatchers } from './selector-matchers.ts';

const NO_MATCHER = 'vector selector must contain at least one non-empty matcher';

/** Words of the language that may be the name of a metric all the same. */
const names: ReadonlySet<string> = new Set<Token['kind']>([
  'identifier', 'metric identifier', ...aggregators, 'and', 'or', 'unless', 'by', 'without', 'offset', 'anchored', 'smoothed', 'fill', 'fill_left', 'fill_right',
  'start', 'end', 'step', 'range', 'max_of', 'min_of',
]);

/**
 * Reads a selector by itself, as `match[]` of Prometheus's API has it: a name, matchers in braces, or both, and nothing behind them.
 * Throws {@link PromqlError} `bad_data` with Prometheus's text.
 */
export function parseMetricSelector(text: string): readonly LabelMatcher[] {
  const { tokens, problem } = lexPromql(text);
  const fail: Fail = (message, range) => {
    throw new PromqlError('bad_data', `${lineAndColumn(text, range.start)}: parse error: ${message}`, { range });
  };
  const [first] = tokens;
  const name = first && names.has(first.kind) ? first : undefined;
  const open = tokens[name ? 1 : 0];
  const closing = open?.kind === '{' ? tokens.findIndex(({ kind }) => kind === '}') : -1;
  // What is wrong inside of the braces is wrong in a query, too.
  if (open?.kind === '{' && closing < 0) parsePromql(text);
  const behind = closing >= 0 ? tokens[closing + 1] : open;
  const isComplete = name !== undefined || closing >= 0;
  if (behind && (behind.kind !== 'end of input' || !isComplete)) fail(`unexpected ${describeToken(behind)}`, behind);
  if (problem) fail(problem.message, { start: problem.start, end: text.length });
  const matchers = closing < 0 ? [] : matchersIn(text, tokens.slice(name ? 1 : 0, closing + 1), fail);
  return name ? [...matchers, { name: METRIC_NAME, operator: '=', value: name.text }] : matchers;
}

/** What stands in braces; their grammar is that of a query. */
function matchersIn(text: string, braces: readonly Token[], fail: Fail): readonly LabelMatcher[] {
  const [open] = braces;
  const start = open?.start ?? 0;
  try {
    parsePromql(' '.repeat(start) + text.slice(start, braces.at(-1)?.end));
  } catch (error) {
    // By itself a selector may select everything.
    if (!(error instanceof PromqlError && error.message.endsWith(NO_MATCHER))) throw error;
  }
  return readMatchers(braces, fail);
}
