import { RE2JS } from 're2js';
import { invalid } from '#pkg/apperror';
import { BoundedCache } from './bounded-cache.ts';

/** `=` equals, `!=` differs, `=~` matches the whole value, `!~` does not match the whole value. */
export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** One condition on one label, as in Prometheus and Alertmanager. */
export interface Matcher {
  readonly name: string;
  readonly op: MatchOperator;
  /** Text to compare with, or a regular expression in RE2 syntax. */
  readonly value: string;
}

/** Label names and values; a label that is missing counts as an empty one. */
export type LabelSet = Readonly<Record<string, string>>;

/** Longest regular expression accepted unless the caller says otherwise, in UTF-16 units. */
export const MAX_PATTERN_LENGTH = 1024;

const compiledPatterns = new BoundedCache<string, RE2JS>(2_000);

/**
 * Makes a predicate that is true when every matcher holds; an empty list holds for everything.
 *
 * Regular expressions are RE2 (linear time, so a pattern cannot be a bomb), anchored at both ends, and `.` also matches a line
 * break, as in Prometheus 3. Throws `invalid` that names the matcher, as a JSON pointer below `field`, when a pattern does not compile or is too long.
 */
export function compileMatchers(matchers: readonly Matcher[], field = '/matchers', maxPatternLength = MAX_PATTERN_LENGTH): (labels: LabelSet) => boolean {
  const conditions = matchers.map((matcher, index) => compile(matcher, `${field}/${index}/value`, maxPatternLength));
  return (labels) => conditions.every((holds) => holds(labels));
}

function compile({ name, op, value }: Matcher, field: string, maxPatternLength: number): (labels: LabelSet) => boolean {
  switch (op) {
    case '=':
      return (labels) => labelValue(labels, name) === value;
    case '!=':
      return (labels) => labelValue(labels, name) !== value;
    case '=~': {
      const pattern = compilePattern(value, field, maxPatternLength);
      return (labels) => pattern.matches(labelValue(labels, name));
    }
    case '!~': {
      const pattern = compilePattern(value, field, maxPatternLength);
      return (labels) => !pattern.matches(labelValue(labels, name));
    }
  }
}

// Own properties only: a label may be called `constructor`.
const labelValue = (labels: LabelSet, name: string): string => (Object.hasOwn(labels, name) ? (labels[name] ?? '') : '');

function compilePattern(pattern: string, field: string, maxPatternLength: number): RE2JS {
  if (pattern.length > maxPatternLength) throw invalid(field, `a regular expression has at most ${maxPatternLength} characters`);
  // Long ones are not remembered: thousands of them would fill the memory.
  return pattern.length > MAX_PATTERN_LENGTH ? compileRe2(pattern, field) : compiledPatterns.getOrMake(pattern, () => compileRe2(pattern, field));
}

function compileRe2(pattern: string, field: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.DOTALL);
  } catch (error) {
    throw invalid(field, `not a regular expression in RE2 syntax: ${error instanceof Error ? error.message : String(error)}`);
  }
}
