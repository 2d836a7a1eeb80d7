import type { TenantId } from '#internal/kernel';

/** The one look across tenants: whose leases have ended. */
export interface LeaseWatch {
  tenantsWithEndedLeases(now: Date, most: number): Promise<readonly TenantId[]>;
}
