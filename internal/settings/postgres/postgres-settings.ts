import type { Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import type { Actor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { SettingsUnitOfWork } from '../ports/settings-unit-of-work.ts';
import { PostgresEgressSettingsRepository } from './postgres-egress-settings-repository.ts';
import { PostgresSecretRepository } from './postgres-secret-repository.ts';

/** Settings in PostgreSQL; a run joins the transaction of its caller. */
export function postgresSettings(transactions: Transactions): SettingsUnitOfWork {
  const repositories = (trx: Transaction<Database>, { tenantId }: Actor) => {
    const own = trx.$pickTables<keyof TablesOf<'settings'>>();
    return { egress: new PostgresEgressSettingsRepository(own, tenantId), secrets: new PostgresSecretRepository(own, tenantId) };
  };
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor))),
  };
}
