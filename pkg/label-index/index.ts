export { LabelIndex, type Listing } from './label-index.ts';
export { intersect, meet, subtract, union } from './sorted-ids.ts';
export { MAX_SELECTOR_PATTERN, type MatcherValues, valuesOfMatcher } from './values-of-matcher.ts';
