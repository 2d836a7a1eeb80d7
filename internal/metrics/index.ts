export { DEFAULT_METRIC_LIMITS, MAX_FUTURE_MS, type MetricLimits } from './domain/metric-limits.ts';
export type { Refusal, RefusalReason } from './domain/refusal.ts';
export type {
  Cardinality, Counted, FamilyMetadata, Listed, MetricStore, SeriesExemplars, SeriesSelection, TimeRange, WriteOutcome,
} from './ports/metric-store.ts';
export type { LimitsOf } from './service/current-metric-limits.ts';
