export { decodeWriteRequest } from './decode-write-request.ts';
export { encodeWriteRequest } from './encode-write-request.ts';
export { readLabels } from './read-labels.ts';
export { type ExemplarSample, type HistogramSample, METRIC_TYPES, type MetricMetadata, type MetricType, type WriteBatch } from './write-batch.ts';
export { LABEL_LIMITS, type LabelLimits, WRITE_LIMITS, type WriteLimits } from './write-limits.ts';
export { negotiateWrite, type WriteHeaders, writeRequestHeaders, type WriteVersion, type WrittenCounts, writtenHeaders } from './write-protocol.ts';
export { type WriteFault, WriteRequestError } from './write-request-error.ts';
export type { WriteSeries } from './write-series.ts';
