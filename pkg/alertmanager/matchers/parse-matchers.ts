import type { Matcher } from '#pkg/matchers';
import { parseClassicMatcher, parseClassicMatchers } from './classic-matchers.ts';
import { MatcherSyntaxError } from './matcher-syntax-error.ts';
import { matchersText } from './matcher-text.ts';
import { parseUtf8Matchers } from './utf8-matchers.ts';

/** Longest text of matchers, in UTF-16 units. */
const MAX_TEXT = 100_000;

/**
 * Zero or more matchers, `{a="b",c=~"d"}` or `a=b`, by Alertmanager's rules since 0.27 (`FallbackMatchersParser`): where the classic parser and that of UTF-8 disagree, or only
 * the classic one takes the text, its reading holds. Throws {@link MatcherSyntaxError}.
 */
export function parseMatchers(text: string): Matcher[] {
  return withFallback(text, parseUtf8Matchers, parseClassicMatchers);
}

/** One matcher, without braces. Throws {@link MatcherSyntaxError}. */
export function parseMatcher(text: string): Matcher {
  if (text.startsWith('{') || text.endsWith('}')) throw new MatcherSyntaxError(`unexpected open or close brace: ${text}`);
  const [matcher] = withFallback(text, onlyUtf8Matcher, (input) => [parseClassicMatcher(input)]);
  if (!matcher) throw new MatcherSyntaxError('no matchers');
  return matcher;
}

function onlyUtf8Matcher(text: string): Matcher[] {
  const matchers = parseUtf8Matchers(text);
  if (matchers.length === 1) return matchers;
  throw new MatcherSyntaxError(matchers.length === 0 ? 'no matchers' : `expected 1 matcher, found ${matchers.length}`);
}

type Parse = (text: string) => Matcher[];

function withFallback(text: string, parseUtf8: Parse, parseClassic: Parse): Matcher[] {
  if (text.length > MAX_TEXT) throw new MatcherSyntaxError(`matchers have at most ${MAX_TEXT} characters`);
  const utf8 = attempt(text, parseUtf8);
  const classic = attempt(text, parseClassic);
  if ('fault' in classic) {
    if ('fault' in utf8) throw classic.fault;
    return utf8.matchers;
  }
  return 'fault' in utf8 || matchersText(utf8.matchers) !== matchersText(classic.matchers) ? classic.matchers : utf8.matchers;
}

function attempt(text: string, parse: Parse): { readonly matchers: Matcher[] } | { readonly fault: MatcherSyntaxError } {
  try {
    return { matchers: parse(text) };
  } catch (error) {
    if (error instanceof MatcherSyntaxError) return { fault: error };
    throw error;
  }
}
