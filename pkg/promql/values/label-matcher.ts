import { RE2JS } from 're2js';
import { BoundedCache } from '#pkg/matchers';
import { isPlainLabelName } from './promql-labels.ts';
import { quote } from './quoted-string.ts';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** One condition on one label. A label that is missing counts as an empty one. */
export interface LabelMatcher {
  readonly name: string;
  readonly operator: MatchOperator;
  /** The text, or a regular expression in RE2 syntax that has to match the whole value. */
  readonly value: string;
}

type Predicate = (value: string) => boolean;

const compiled = new BoundedCache<string, Predicate>(2_000);

/** A predicate on label values. Throws re2js's error when the pattern does not compile. */
export function valuePredicate({ operator, value }: LabelMatcher): Predicate {
  switch (operator) {
    case '=':
      return (candidate) => candidate === value;
    case '!=':
      return (candidate) => candidate !== value;
    case '=~':
      return patternPredicate(value);
    case '!~': {
      const matches = patternPredicate(value);
      return (candidate) => !matches(candidate);
    }
  }
}

/** Anchored at both ends, and `.` also matches a line break, as in Prometheus 3. */
function patternPredicate(pattern: string): Predicate {
  return compiled.getOrMake(pattern, () => {
    const alternatives = literalAlternatives(pattern);
    if (alternatives) return (candidate) => alternatives.has(candidate);
    const expression = RE2JS.compile(pattern, RE2JS.DOTALL);
    return (candidate) => expression.matches(candidate);
  });
}

/** `a|b|c` is what dashboards send for a selection: a set answers faster than an automaton. */
function literalAlternatives(pattern: string): ReadonlySet<string> | undefined {
  return /^[\w :/@-]*(\|[\w :/@-]*)*$/.test(pattern) ? new Set(pattern.split('|')) : undefined;
}

/** `name="value"`, quoted as in a query. */
export const formatMatcher = ({ name, operator, value }: LabelMatcher): string =>
  `${isPlainLabelName(name) ? name : quote(name)}${operator}${quote(value)}`;
