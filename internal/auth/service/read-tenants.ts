import type { Actor, Page, PageRequest, TenantId } from '#internal/kernel';
import type { Tenant } from '../domain/tenant.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';

export type ListTenants = (actor: Actor, page: PageRequest) => Promise<Page<Tenant>>;

/** Throws `not_found`. */
export type GetTenant = (actor: Actor, id: TenantId) => Promise<Tenant>;

export const listTenants =
  (work: AuthUnitOfWork): ListTenants =>
  (actor, page) =>
    work.read(actor, ({ tenants }) => tenants.list(page));

export const getTenant =
  (work: AuthUnitOfWork): GetTenant =>
  (actor, id) =>
    work.read(actor, ({ tenants }) => tenants.get(id));
