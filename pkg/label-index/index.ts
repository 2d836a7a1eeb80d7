export { literalAlternatives } from './literal-alternatives.ts';
export { LabelIndex, type Listing } from './label-index.ts';
export { intersect, meet, subtract, union } from './sorted-ids.ts';
