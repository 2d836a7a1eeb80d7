import { AppError } from '#pkg/apperror';
import type { AuditEntry, Json, TenantId } from '#internal/kernel';
import type { MetricLimits } from './metric-limits.ts';

/** Limits that a tenant has set for itself; where it has set none, the installation's hold. */
export interface TenantLimits {
  readonly limits: Partial<MetricLimits>;
  readonly updatedAt?: Date;
  readonly updatedBy?: string;
  readonly version: number;
}

/** Before anybody set anything. */
export const NO_TENANT_LIMITS: TenantLimits = { limits: {}, version: 1 };

/** What the installation allows each tenant. */
export type LimitCeilings = (tenantId: string) => MetricLimits;

/** The limits as people read and write them: their names, and how many of our units are one of theirs (times are seconds). */
export const LIMIT_FIELDS = {
  maxActiveSeries: ['max_active_series', 1],
  maxSamplesPerSecond: ['max_samples_per_second', 1],
  maxLabelsPerSeries: ['max_labels_per_series', 1],
  maxLabelNameBytes: ['max_label_name_bytes', 1],
  maxLabelValueBytes: ['max_label_value_bytes', 1],
  outOfOrderWindowMs: ['out_of_order_window_seconds', 1000],
  retentionMs: ['retention_seconds', 1000],
  maxSamplesPerQuery: ['max_samples_per_query', 1],
  maxSeriesPerQuery: ['max_series_per_query', 1],
  queryTimeoutMs: ['query_timeout_seconds', 1000],
  maxConcurrentQueries: ['max_concurrent_queries', 1],
} as const satisfies Record<keyof MetricLimits, readonly [name: string, unit: number]>;

export const LIMIT_KEYS = Object.keys(LIMIT_FIELDS) as (keyof MetricLimits)[];

/** What holds: a tenant lowers the installation's limits for itself and never raises them, also when they are lowered later. */
export const limitsBelow = (ceiling: MetricLimits, own: Partial<MetricLimits>): MetricLimits =>
  Object.fromEntries(LIMIT_KEYS.map((key) => [key, Math.min(ceiling[key], own[key] ?? Number.POSITIVE_INFINITY)])) as unknown as MetricLimits;

/** Throws `invalid` with every limit above what the installation allows the tenant. */
export function requireLimitsBelow(ceiling: MetricLimits, own: Partial<MetricLimits>): void {
  const details = LIMIT_KEYS.filter((key) => (own[key] ?? 0) > ceiling[key]).map((key) => {
    const [name, unit] = LIMIT_FIELDS[key];
    return { field: `/${name}`, reason: `must be at most ${ceiling[key] / unit}, which the installation allows this tenant` };
  });
  if (details.length > 0) throw new AppError('invalid', details.map(({ field, reason }) => `${field} ${reason}`).join('; '), { details });
}

export const limitsChanged = (tenantId: TenantId, before: TenantLimits, after: TenantLimits): AuditEntry => ({
  action: 'metrics.limits.updated',
  entityType: 'metric_limits',
  entityId: tenantId,
  before: shown(before),
  after: shown(after),
});

const shown = ({ limits }: TenantLimits): Json =>
  Object.fromEntries(LIMIT_KEYS.flatMap((key) => (limits[key] === undefined ? [] : [[LIMIT_FIELDS[key][0], limits[key] / LIMIT_FIELDS[key][1]]])));
