import type { PrometheusError } from '#internal/platform/http';
import type { Matcher } from '#pkg/matchers';
import { type LabelMatcher, parseMetricSelector, PromqlError, valuePredicate } from '#pkg/promql';
import type { SeriesSelection } from '../ports/metric-store.ts';
import { MAX_TIME_MS, MIN_TIME_MS, optionalTime } from './prometheus-parameters.ts';

export const toMatcher = ({ name, operator, value }: LabelMatcher): Matcher => ({ name, op: operator, value });

/** Selectors of `match[]`. Throws `PromqlError` or says what Prometheus says when one of them selects everything. */
export function readSelectors(texts: readonly string[]): readonly (readonly Matcher[])[] {
  const selectors = texts.map(parseMetricSelector);
  const selectsAll = (matchers: readonly LabelMatcher[]): boolean => matchers.every((matcher) => valuePredicate(matcher)(''));
  if (selectors.some(selectsAll)) throw new PromqlError('bad_data', 'match[] must contain at least one non-empty matcher');
  return selectors.map((matchers) => matchers.map(toMatcher));
}

interface SelectionQuery {
  readonly 'match[]'?: readonly string[];
  readonly start?: string;
  readonly end?: string;
}

/** The series that `match[]`, `start` and `end` select; `refuse` words what is wrong with `match[]`. */
export function readSelection(query: SelectionQuery, limit: number, refuse: (message: string) => PrometheusError): SeriesSelection {
  const startMs = optionalTime('start', query.start, MIN_TIME_MS);
  const endMs = optionalTime('end', query.end, MAX_TIME_MS);
  try {
    return { selectors: readSelectors(query['match[]'] ?? []), startMs, endMs, limit: limit > 0 ? limit : undefined };
  } catch (error) {
    throw error instanceof PromqlError ? refuse(error.message) : error;
  }
}
