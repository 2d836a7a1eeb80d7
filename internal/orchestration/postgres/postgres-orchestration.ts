import type { Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import type { Actor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { OrchestrationRepositories, OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import { PostgresPlanRepository } from './postgres-plan-repository.ts';
import { PostgresRegoPolicyRepository } from './postgres-rego-policy-repository.ts';
import { PostgresWebhookLedger } from './postgres-webhook-ledger.ts';

/** Plans and policies in PostgreSQL; a run joins the transaction of its caller. */
export function postgresOrchestration(transactions: Transactions): OrchestrationUnitOfWork {
  const repositories = (trx: Transaction<Database>, { tenantId }: Actor): OrchestrationRepositories => {
    const own = trx.$pickTables<keyof TablesOf<'orchestration'>>();
    return { plans: new PostgresPlanRepository(own, tenantId), policies: new PostgresRegoPolicyRepository(own, tenantId), webhooks: new PostgresWebhookLedger(own, tenantId) };
  };
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor))),
  };
}
