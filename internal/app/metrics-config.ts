import { availableParallelism } from 'node:os';
import { DEFAULT_METRIC_LIMITS, type MetricLimits } from '#internal/metrics';

const between = (minimum: number, maximum: number, usual: number) => ({ type: 'integer', minimum, maximum, default: usual }) as const;
const { maxActiveSeries, maxSamplesPerSecond, maxLabelsPerSeries, maxLabelNameBytes, maxLabelValueBytes, outOfOrderWindowMs, retentionMs, maxSamplesPerQuery, maxSeriesPerQuery, queryTimeoutMs, maxConcurrentQueries } = DEFAULT_METRIC_LIMITS;
const SECOND_MS = 1000;
const DAY_MS = 24 * 3600 * SECOND_MS;

/** What the installation allows every tenant, and what one process holds; numbers all. */
export const metricVariables = {
  METRICS_ACTIVE_SERIES: between(1, 1_000_000_000, maxActiveSeries),
  METRICS_SAMPLES_PER_SECOND: between(1, 1_000_000_000, maxSamplesPerSecond),
  METRICS_LABELS_PER_SERIES: between(1, 1000, maxLabelsPerSeries),
  METRICS_LABEL_NAME_BYTES: between(8, 65_536, maxLabelNameBytes),
  METRICS_LABEL_VALUE_BYTES: between(1, 65_536, maxLabelValueBytes),
  METRICS_OUT_OF_ORDER_SECONDS: between(0, 864_000, outOfOrderWindowMs / SECOND_MS),
  METRICS_RETENTION_DAYS: between(1, 3650, retentionMs / DAY_MS),
  METRICS_QUERY_SAMPLES: between(1, 1_000_000_000, maxSamplesPerQuery),
  METRICS_QUERY_SERIES: between(1, 1_000_000_000, maxSeriesPerQuery),
  METRICS_QUERY_TIMEOUT_SECONDS: between(1, 3600, queryTimeoutMs / SECOND_MS),
  METRICS_CONCURRENT_QUERIES: between(1, 1000, maxConcurrentQueries),
  METRICS_QUERY_THREADS: between(0, 256, 0),
  METRICS_EXPERIMENTAL_PROMQL: between(0, 1, 0),
  METRICS_INGEST_MEGABYTES: between(16, 65_536, 256),
} as const;

export type MetricVariables = { readonly [Name in keyof typeof metricVariables]: number };

export const metricLimitsIn = (read: MetricVariables): MetricLimits => ({
  maxActiveSeries: read.METRICS_ACTIVE_SERIES,
  maxSamplesPerSecond: read.METRICS_SAMPLES_PER_SECOND,
  maxLabelsPerSeries: read.METRICS_LABELS_PER_SERIES,
  maxLabelNameBytes: read.METRICS_LABEL_NAME_BYTES,
  maxLabelValueBytes: read.METRICS_LABEL_VALUE_BYTES,
  outOfOrderWindowMs: read.METRICS_OUT_OF_ORDER_SECONDS * SECOND_MS,
  retentionMs: read.METRICS_RETENTION_DAYS * DAY_MS,
  maxSamplesPerQuery: read.METRICS_QUERY_SAMPLES,
  maxSeriesPerQuery: read.METRICS_QUERY_SERIES,
  queryTimeoutMs: read.METRICS_QUERY_TIMEOUT_SECONDS * SECOND_MS,
  maxConcurrentQueries: read.METRICS_CONCURRENT_QUERIES,
});

/** How queries are evaluated: with 0 threads given as many as there are processors beside that of the event loop. */
export const metricQueriesIn = (read: MetricVariables): { readonly threads: number; readonly retentionMs: number; readonly experimental: boolean } => ({
  threads: read.METRICS_QUERY_THREADS === 0 ? Math.max(1, availableParallelism() - 1) : read.METRICS_QUERY_THREADS,
  retentionMs: metricLimitsIn(read).retentionMs,
  experimental: read.METRICS_EXPERIMENTAL_PROMQL === 1,
});
