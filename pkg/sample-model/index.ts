export { isStaleWords, STALE_NAN, STALE_NAN_HIGH, STALE_NAN_LOW, wordsOf } from './stale-marker.ts';
export {
  type CounterResetHint, CUSTOM_BUCKETS_SCHEMA, emptyBuckets, isCustomBuckets, isExponential, MAX_EXPONENTIAL_SCHEMA, MIN_EXPONENTIAL_SCHEMA, type NativeHistogram, staleHistogram,
} from './native-histogram.ts';
export { histogramFault } from './histogram-fault.ts';
export { compareUtf8, type Label, METRIC_NAME } from './label.ts';
