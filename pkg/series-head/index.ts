export { queryHistogram, sameHistogram } from './query-histogram.ts';
