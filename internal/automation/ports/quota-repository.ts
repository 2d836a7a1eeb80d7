import type { QuotaUse, TenantQuota } from '../domain/tenant-quota.ts';

/** The limits that one tenant has set for itself. */
export interface QuotaRepository {
  /** `NO_QUOTA` when nobody has set any. */
  get(): Promise<TenantQuota>;
  /** Like `get`, locked until the transaction ends. */
  lock(): Promise<TenantQuota>;
  /** Throws `conflict` when they changed since they were read. */
  save(quota: TenantQuota): Promise<void>;
  /** Counts up to `most` of each. */
  use(now: Date, most: number): Promise<QuotaUse>;
}
