export { HeadMemory } from './head-memory.ts';
export { type SealedChunk, sealHistograms } from './histogram-samples.ts';
export { LabelKeys } from './label-keys.ts';
export { mergeHistograms } from './merge-histograms.ts';
export { packLabels, unpackForQuery, unpackLabels } from './packed-labels.ts';
export { queryHistogram, sameHistogram } from './query-histogram.ts';
export { SeriesHead, type Verdict } from './series-head.ts';
