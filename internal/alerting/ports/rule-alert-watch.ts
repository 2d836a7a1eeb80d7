import type { TenantId } from '#internal/kernel';

/** Looks over all tenants for alerts of rules that nobody vouches for any more. */
export interface RuleAlertWatch {
  /** At most `most` tenants with an open alert of a rule that has expired by then. */
  tenantsWithExpired(now: Date, most: number): Promise<readonly TenantId[]>;
}
