import type { Selectable, Transaction } from 'kysely';
import { conflict, notFound } from '#pkg/apperror';
import { violates } from '#pkg/database';
import { newestFirst, type TablesOf } from '#internal/db';
import { asTenantId, byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import type { Tenant } from '../domain/tenant.ts';
import type { TenantRepository } from '../ports/tenant-repository.ts';

type Tables = TablesOf<'auth'>;

/** The one repository whose table has no tenant: it is the list of them. */
export class PostgresTenantRepository implements TenantRepository {
  constructor(private readonly trx: Transaction<Tables>) {}

  async add(tenant: Tenant): Promise<void> {
    try {
      await this.trx.insertInto('auth.tenants').values(tenant).execute();
    } catch (error) {
      if (violates(error, 'tenants_alias_unique')) throw conflict(`the alias "${tenant.alias}" is taken`);
      throw error;
    }
  }

  async get(id: TenantId): Promise<Tenant> {
    const tenant = await this.find(id);
    if (!tenant) throw notFound('tenant', id);
    return tenant;
  }

  async find(id: TenantId): Promise<Tenant | undefined> {
    const row = await this.trx.selectFrom('auth.tenants').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toTenant(row);
  }

  async save(tenant: Tenant): Promise<Tenant> {
    const { id, name, enabled, updatedAt, version } = tenant;
    const update = this.trx.updateTable('auth.tenants').set({ name, enabled, updatedAt, version: version + 1 });
    const { numUpdatedRows } = await update.where('id', '=', id).where('version', '=', version).executeTakeFirst();
    if (numUpdatedRows === 0n) throw conflict('the tenant changed since it was read');
    return { ...tenant, version: version + 1 };
  }

  async list(page: PageRequest): Promise<Page<Tenant>> {
    const rows = await newestFirst(this.trx.selectFrom('auth.tenants').selectAll(), page).execute();
    return pageOf(rows.map(toTenant), page.limit, byCreation);
  }
}

const toTenant = (row: Selectable<Tables['auth.tenants']>): Tenant => ({ ...row, id: asTenantId(row.id) });
