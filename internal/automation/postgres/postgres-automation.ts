import type { Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import type { Actor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { AutomationRepositories, AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { PostgresApprovalRepository } from './postgres-approval-repository.ts';
import { PostgresEventRepository } from './postgres-event-repository.ts';
import { PostgresEventSetRepository } from './postgres-event-set-repository.ts';
import { PostgresExecutionRepository } from './postgres-execution-repository.ts';
import { PostgresQuotaRepository } from './postgres-quota-repository.ts';
import { PostgresScheduleRepository } from './postgres-schedule-repository.ts';
import { PostgresSubscriptionRepository } from './postgres-subscription-repository.ts';
import { PostgresWorkflowRepository } from './postgres-workflow-repository.ts';

/** Workflows and executions in PostgreSQL; a run joins the transaction of its caller. */
export function postgresAutomation(transactions: Transactions): AutomationUnitOfWork {
  const repositories = (trx: Transaction<Database>, { tenantId }: Actor): AutomationRepositories => {
    const own = trx.$pickTables<keyof TablesOf<'automation'>>();
    return {
      workflows: new PostgresWorkflowRepository(own, tenantId),
      executions: new PostgresExecutionRepository(own, tenantId),
      approvals: new PostgresApprovalRepository(own, tenantId),
      events: new PostgresEventRepository(own, tenantId),
      eventSets: new PostgresEventSetRepository(own, tenantId),
      quotas: new PostgresQuotaRepository(own, tenantId),
      schedules: new PostgresScheduleRepository(own, tenantId),
      subscriptions: new PostgresSubscriptionRepository(own, tenantId),
    };
  };
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor))),
  };
}
