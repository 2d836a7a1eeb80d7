import type { Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import type { Actor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';
import { PostgresPolicyRepository } from './postgres-policy-repository.ts';
import { PostgresRemediationRepository } from './postgres-remediation-repository.ts';
import { PostgresSettingsRepository } from './postgres-settings-repository.ts';

/** Remediation in PostgreSQL; a run joins the transaction of its caller. */
export function postgresRemediation(transactions: Transactions): RemediationUnitOfWork {
  const repositories = (database: Transaction<Database>, { tenantId }: Actor) => {
    const trx = database.$pickTables<keyof TablesOf<'remediation'>>();
    return {
      policies: new PostgresPolicyRepository(trx, tenantId),
      remediations: new PostgresRemediationRepository(trx, tenantId),
      settings: new PostgresSettingsRepository(trx, tenantId),
    };
  };
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor))),
  };
}
