import type { TablesOf } from '#internal/db';
import type { Transactions } from '#internal/platform/transactions';
import type { AuditUnitOfWork } from '../ports/audit-unit-of-work.ts';
import { PostgresAuditLog } from './postgres-audit-log.ts';

export const postgresAudit = (transactions: Transactions): AuditUnitOfWork => ({
  read: (actor, work) => transactions.read(actor, ({ trx }) => work({ log: new PostgresAuditLog(trx.$pickTables<keyof TablesOf<'audit'>>(), actor.tenantId) })),
});
