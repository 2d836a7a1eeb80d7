import type { TenantId } from '#internal/kernel';

export interface DirectoryTenant {
  readonly id: TenantId;
  readonly alias: string;
  readonly name: string;
  readonly enabled: boolean;
}

/**
 * Organizations and their members at the identity provider. Each call says what shall be true and may be repeated; each throws
 * `unavailable` when the provider does not answer, and the caller tries again later.
 */
export interface IdentityDirectory {
  /** The organization exists, carries the tenant's id, and has this name and state. Throws `conflict` when another tenant has the alias. */
  ensureTenant(tenant: DirectoryTenant): Promise<void>;
  /** A user with this address exists and is a member. Throws `not_found` while the organization does not exist. */
  ensureMember(tenantId: TenantId, person: { readonly email: string; readonly name: string | null }): Promise<void>;
  /** The user is no longer a member; the user itself stays, other tenants may know it. */
  removeMember(tenantId: TenantId, email: string): Promise<void>;
}
