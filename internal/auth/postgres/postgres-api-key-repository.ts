import type { Selectable, Transaction } from 'kysely';
import { conflict, notFound } from '#pkg/apperror';
import { newestFirst, type TablesOf } from '#internal/db';
import { asTenantId, byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import type { ApiKey, ApiKeyId } from '../domain/api-key.ts';
import type { ApiKeyScope } from '../domain/permissions.ts';
import type { ApiKeyRepository } from '../ports/api-key-repository.ts';

type Tables = TablesOf<'auth'>;

export class PostgresApiKeyRepository implements ApiKeyRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async add(key: ApiKey): Promise<void> {
    await this.trx.insertInto('auth.apiKeys').values({ ...key, scopes: [...key.scopes] }).execute();
  }

  async get(id: ApiKeyId): Promise<ApiKey> {
    const row = await this.rows().where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound('API key', id);
    return toApiKey(row);
  }

  async save(key: ApiKey): Promise<ApiKey> {
    const { id, revokedAt, revokedBy, version } = key;
    const { numUpdatedRows } = await this.trx
      .updateTable('auth.apiKeys')
      .set({ revokedAt, revokedBy, version: version + 1 })
      .where('tenantId', '=', this.tenantId)
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw conflict('the API key changed since it was read');
    return { ...key, version: version + 1 };
  }

  async list(page: PageRequest): Promise<Page<ApiKey>> {
    const rows = await newestFirst(this.rows(), page).execute();
    return pageOf(rows.map(toApiKey), page.limit, byCreation);
  }

  private rows() {
    return this.trx.selectFrom('auth.apiKeys').selectAll().where('tenantId', '=', this.tenantId);
  }
}

// Scopes are written by issued keys only, so they are scopes; one that no longer exists opens nothing.
const toApiKey = (row: Selectable<Tables['auth.apiKeys']>): ApiKey => ({
  ...row,
  id: row.id as ApiKeyId,
  tenantId: asTenantId(row.tenantId),
  scopes: row.scopes as ApiKeyScope[],
});
