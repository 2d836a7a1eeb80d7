import type { UnitOfWork } from '#internal/kernel';
import type { TenantLimits } from '../domain/tenant-limits.ts';

/** The limits that one tenant has set for itself. */
export interface TenantLimitsRepository {
  /** `NO_TENANT_LIMITS` when nobody has set any. */
  get(): Promise<TenantLimits>;
  /** Like `get`, locked until the transaction ends. */
  lock(): Promise<TenantLimits>;
  /** Keeps them as the version after theirs. Throws `conflict` when they changed since they were read. */
  save(limits: TenantLimits): Promise<void>;
}

/** What tenants decide about their metrics. */
export type MetricSettings = UnitOfWork<{ readonly limits: TenantLimitsRepository }>;
