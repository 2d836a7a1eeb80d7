import { RE2JS } from 're2js';
import { BoundedCache, type LabelSet, type Matcher } from '#pkg/matchers';
import { labelValue } from '../labels/label-text.ts';
import { MatcherSyntaxError } from './matcher-syntax-error.ts';

/** Longest regular expression taken, in UTF-16 units: Alertmanager has no limit, a server for many has to have one. */
export const MAX_MATCHER_PATTERN = 10_000;

const patterns = new BoundedCache<string, RE2JS>(2_000);

/**
 * Makes a predicate that is true when every matcher holds; an empty list holds for everything.
 *
 * As in Alertmanager, regular expressions are RE2 (of linear time), anchored at both ends, and `.` matches no line break, unlike in Prometheus.
 * Throws {@link MatcherSyntaxError} when one does not compile.
 */
export function compileMatchers(matchers: readonly Matcher[]): (labels: LabelSet) => boolean {
  const conditions = matchers.map((matcher) => ({ name: matcher.name, holds: valueCondition(matcher) }));
  return (labels) => conditions.every(({ name, holds }) => holds(labelValue(labels, name)));
}

function valueCondition({ op, value }: Matcher): (candidate: string) => boolean {
  switch (op) {
    case '=':
      return (candidate) => candidate === value;
    case '!=':
      return (candidate) => candidate !== value;
    case '=~': {
      const pattern = compilePattern(value);
      return (candidate) => pattern.matcher(candidate).find();
    }
    case '!~': {
      const pattern = compilePattern(value);
      return (candidate) => !pattern.matcher(candidate).find();
    }
  }
}

/** The anchors stand around a group, so `a)|(b` compiles here as it does there. */
function compilePattern(value: string): RE2JS {
  if (value.length > MAX_MATCHER_PATTERN) throw new MatcherSyntaxError(`a regular expression has at most ${MAX_MATCHER_PATTERN} characters`);
  return patterns.getOrMake(value, () => {
    try {
      return RE2JS.compile(`^(?:${value})$`);
    } catch (error) {
      throw new MatcherSyntaxError(error instanceof Error ? error.message : String(error));
    }
  });
}

/** The matcher itself, once it is known that it can be used. */
export function checkedMatcher(matcher: Matcher): Matcher {
  valueCondition(matcher);
  return matcher;
}
