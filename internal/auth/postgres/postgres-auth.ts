import type { Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { AuthRepositories, AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import { PostgresApiKeyRepository } from './postgres-api-key-repository.ts';
import { PostgresMembershipRepository } from './postgres-membership-repository.ts';
import { PostgresTenantRepository } from './postgres-tenant-repository.ts';

function repositories(all: Transaction<Database>, tenantId: TenantId): AuthRepositories {
  const trx = all.$pickTables<keyof TablesOf<'auth'>>();
  return {
    tenants: new PostgresTenantRepository(trx),
    members: new PostgresMembershipRepository(trx, tenantId),
    apiKeys: new PostgresApiKeyRepository(trx, tenantId),
  };
}

/** `AuthUnitOfWork` on PostgreSQL. */
export const postgresAuth = (transactions: Transactions): AuthUnitOfWork => ({
  run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor.tenantId), audit, outbox })),
  read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor.tenantId))),
});
