export { compileMatchers, MAX_PATTERN_LENGTH, type LabelSet, type Matcher, type MatchOperator } from './matcher.ts';
export { BoundedCache } from './bounded-cache.ts';
