import { LRUCache } from 'lru-cache';
import { parsePromql } from './parse-promql.ts';
import type { Expression } from './promql-ast.ts';
import type { PromqlSyntaxOptions } from './promql-options.ts';

/** Dashboards and rules ask the same queries time and again; longer ones are rare and would take much of the room. */
const MAX_LENGTH = 4_096;
const parsed = new LRUCache<string, Expression>({ max: 2_000 });

/** As `parsePromql`, but a query that was read lately is not read again: nothing changes an expression once it is there. */
export function parsedPromql(query: string, options: PromqlSyntaxOptions = {}): Expression {
  if (query.length > MAX_LENGTH) return parsePromql(query, options);
  const { experimentalFunctions, durationExpressions, extendedRangeSelectors, fillModifiers } = options;
  const key = `${[experimentalFunctions, durationExpressions, extendedRangeSelectors, fillModifiers].map((on) => (on === true ? '+' : '-')).join('')}${query}`;
  const known = parsed.get(key);
  if (known) return known;
  const expr = parsePromql(query, options);
  parsed.set(key, expr);
  return expr;
}
