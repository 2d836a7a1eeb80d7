export { packLabels, unpackForQuery, unpackLabels } from './packed-labels.ts';
export { queryHistogram, sameHistogram } from './query-histogram.ts';
