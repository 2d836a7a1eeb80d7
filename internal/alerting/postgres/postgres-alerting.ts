import type { Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import type { Actor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { AlertingRepositories, AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { PostgresAlertGroupRepository } from './postgres-alert-group-repository.ts';
import { PostgresAlertRepository } from './postgres-alert-repository.ts';
import { PostgresAlertRuleRepository } from './postgres-alert-rule-repository.ts';
import { PostgresFlappingRepository } from './postgres-flapping-repository.ts';
import { PostgresMaintenanceWindowRepository } from './postgres-maintenance-window-repository.ts';
import { PostgresRoutingConfigRepository } from './postgres-routing-config-repository.ts';
import { PostgresInhibitionRepository } from './postgres-inhibition-repository.ts';
import { PostgresNoiseRepository } from './postgres-noise-repository.ts';
import { PostgresNotificationRepository } from './postgres-notification-repository.ts';
import { PostgresRuleGroupRepository } from './postgres-rule-group-repository.ts';
import { PostgresSilenceRepository } from './postgres-silence-repository.ts';

/** Alerting in PostgreSQL. */
export function postgresAlerting(transactions: Transactions): AlertingUnitOfWork {
  const repositories = (trx: Transaction<Database>, { tenantId }: Actor): AlertingRepositories => {
    const own = trx.$pickTables<keyof TablesOf<'alerting'>>();
    return {
      alerts: new PostgresAlertRepository(own, tenantId),
      rules: new PostgresAlertRuleRepository(own, tenantId),
      groups: new PostgresRuleGroupRepository(own, tenantId),
      routing: new PostgresRoutingConfigRepository(own, tenantId),
      silences: new PostgresSilenceRepository(own, tenantId),
      alertGroups: new PostgresAlertGroupRepository(own, tenantId),
      inhibitions: new PostgresInhibitionRepository(own, tenantId),
      notifications: new PostgresNotificationRepository(own, tenantId),
      maintenance: new PostgresMaintenanceWindowRepository(own, tenantId),
      flapping: new PostgresFlappingRepository(own, tenantId),
      noise: new PostgresNoiseRepository(own, tenantId),
    };
  };
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor))),
  };
}
