import { sql, type Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import { asTenantId, type Actor, systemActor, type TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { PlainSecretWatch } from '../ports/plain-secret-watch.ts';
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

/** No tenant in particular; the function that is called is the only thing that it could see anything with. */
const nobody = systemActor(asTenantId('00000000-0000-0000-0000-000000000000'), 'remediation', { correlationId: '0'.repeat(32), via: 'sealPlainSecrets' });

export const postgresPlainSecretWatch = (transactions: Transactions): PlainSecretWatch => ({
  async tenantsWithPlainSecrets(most) {
    const { rows } = await transactions.read(nobody, ({ trx }) => sql<{ tenantId: TenantId }>`SELECT tenant_id FROM remediation.tenants_with_plain_secrets(${most}) AS plain (tenant_id)`.execute(trx));
    return rows.map(({ tenantId }) => tenantId);
  },
});
