import { sql } from 'kysely';
import { systemActor, type Actor, type TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { NO_TENANT } from '../domain/tenant.ts';
import type { ApiKeyLookup, KnownApiKey } from '../ports/api-key-lookup.ts';

const NO_CAUSE = '0'.repeat(32);
const actorOf = (tenantId: TenantId): Actor => systemActor(tenantId, 'api-keys', { correlationId: NO_CAUSE, via: 'authenticateApiKey' });

/** Keys by their public id, through the function that alone may look across tenants. */
export class PostgresApiKeyLookup implements ApiKeyLookup {
  constructor(private readonly transactions: Transactions) {}

  async byKeyId(keyId: string): Promise<KnownApiKey | undefined> {
    const { rows } = await this.transactions.read(actorOf(NO_TENANT), ({ trx }) => sql<KnownApiKey>`select * from auth.find_api_key(${keyId})`.execute(trx));
    return rows[0];
  }

  async touch({ id, tenantId }: Pick<KnownApiKey, 'id' | 'tenantId'>, usedAt: Date): Promise<void> {
    await this.transactions.run(actorOf(tenantId), ({ trx }) =>
      trx
        .updateTable('auth.apiKeys')
        .set({ lastUsedAt: usedAt })
        .where('tenantId', '=', tenantId)
        .where('id', '=', id)
        .where((row) => row.or([row('lastUsedAt', 'is', null), row('lastUsedAt', '<', usedAt)]))
        .execute(),
    );
  }
}
