import { AppError, invalid } from '#pkg/apperror';
import { compileMatchers, type Matcher } from '#pkg/matchers';
import { literalAlternatives } from './literal-alternatives.ts';

/** Longest regular expression of a selector, in UTF-16 units: Prometheus has no bound, and RE2 is linear, so this only keeps programs small. */
export const MAX_SELECTOR_PATTERN = 16 * 1024;

/** Which values of its label say what a matcher selects. */
export interface MatcherValues {
  /** True: the series with such a value are those that match. False: the matcher also holds for a missing label, and those are the ones that do not match. */
  readonly keeps: boolean;
  /** The values one by one, where the matcher names them; undefined: ask `isWanted` of each. */
  readonly texts: readonly string[] | undefined;
  readonly isWanted: (value: string) => boolean;
}

/** Throws `invalid` with a JSON pointer below `field` for a regular expression that is none. */
export function valuesOfMatcher(matcher: Matcher, field: string): MatcherValues {
  const isNegative = matcher.op === '!=' || matcher.op === '!~';
  const texts = matcher.op === '=' || matcher.op === '!=' ? [matcher.value] : literalAlternatives(matcher.value);
  const holds = texts ? (value: string) => texts.includes(value) !== isNegative : predicate(matcher, field);
  const keeps = !holds('');
  return { keeps, texts: texts?.includes('') === false ? texts : undefined, isWanted: (value) => holds(value) === keeps };
}

function predicate(matcher: Matcher, field: string): (value: string) => boolean {
  try {
    const holds = compileMatchers([matcher], '/matchers', MAX_SELECTOR_PATTERN);
    return (value) => holds({ [matcher.name]: value });
  } catch (error) {
    throw error instanceof AppError ? invalid(`${field}/value`, error.details[0]?.reason ?? error.message) : error;
  }
}
