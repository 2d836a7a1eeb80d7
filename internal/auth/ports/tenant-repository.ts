import type { Page, PageRequest, TenantId } from '#internal/kernel';
import type { Tenant } from '../domain/tenant.ts';

/** All tenants of the platform; the only repository of this product that is not confined to one tenant. */
export interface TenantRepository {
  /** Throws `conflict` when the id or the alias is taken. */
  add(tenant: Tenant): Promise<void>;
  /** Throws `not_found`. */
  get(id: TenantId): Promise<Tenant>;
  /** Throws `conflict` when the tenant changed since it was read; answers it with its new version. */
  save(tenant: Tenant): Promise<Tenant>;
  find(id: TenantId): Promise<Tenant | undefined>;
  /** Newest first; the position is `[created_at, id]`. */
  list(page: PageRequest): Promise<Page<Tenant>>;
}
