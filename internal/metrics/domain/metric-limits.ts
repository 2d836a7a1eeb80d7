/** What one tenant may send, keep and ask. */
export interface MetricLimits {
  /** Series with a sample in the last two hours. */
  readonly maxActiveSeries: number;
  /** Samples and histograms a second, sustained; bursts of twice that pass. */
  readonly maxSamplesPerSecond: number;
  readonly maxLabelsPerSeries: number;
  /** Bytes of UTF-8. */
  readonly maxLabelNameBytes: number;
  /** Bytes of UTF-8. */
  readonly maxLabelValueBytes: number;
  /** Samples that are this much older than the newest one of their series are accepted out of order; 0 accepts none. */
  readonly outOfOrderWindowMs: number;
  /** Samples are kept for this long. */
  readonly retentionMs: number;
  /** Samples in memory for one query. */
  readonly maxSamplesPerQuery: number;
  /** Series that one query selects. */
  readonly maxSeriesPerQuery: number;
  readonly queryTimeoutMs: number;
  /** Queries that run at once; others wait for their turn. */
  readonly maxConcurrentQueries: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Of a tenant that has no limits of its own. Those of queries are Prometheus's. */
export const DEFAULT_METRIC_LIMITS: MetricLimits = {
  maxActiveSeries: 1_000_000,
  maxSamplesPerSecond: 1_000_000,
  maxLabelsPerSeries: 64,
  maxLabelNameBytes: 1024,
  maxLabelValueBytes: 4096,
  outOfOrderWindowMs: 10 * MINUTE_MS,
  retentionMs: 15 * DAY_MS,
  maxSamplesPerQuery: 50_000_000,
  maxSeriesPerQuery: 200_000,
  queryTimeoutMs: 2 * MINUTE_MS,
  maxConcurrentQueries: 20,
};

/** Samples further in the future than this are refused, as Prometheus does. */
export const MAX_FUTURE_MS = 10 * MINUTE_MS;
