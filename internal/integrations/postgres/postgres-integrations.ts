import { sql, type Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import { asTenantId, type Actor, systemActor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { HeartbeatDirectory, HeartbeatPlace } from '../ports/heartbeat-repository.ts';
import type { IntegrationDirectory, IntegrationPlace, IntegrationsUnitOfWork } from '../ports/integrations-unit-of-work.ts';
import { PostgresHeartbeatRepository } from './postgres-heartbeat-repository.ts';
import { PostgresIntegrationRepository } from './postgres-integration-repository.ts';
import { PostgresReceiptRepository } from './postgres-receipt-repository.ts';

/** Integrations in PostgreSQL. */
export function postgresIntegrations(transactions: Transactions): IntegrationsUnitOfWork {
  const repositories = (trx: Transaction<Database>, { tenantId }: Actor) => {
    const own = trx.$pickTables<keyof TablesOf<'integrations'>>();
    return { integrations: new PostgresIntegrationRepository(own, tenantId), receipts: new PostgresReceiptRepository(own, tenantId), heartbeats: new PostgresHeartbeatRepository(own, tenantId) };
  };
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor))),
  };
}

/** No tenant in particular; the functions that are called are the only thing that it could see anything with. */
const nobody = systemActor(asTenantId('00000000-0000-0000-0000-000000000000'), 'integrations', { correlationId: '0'.repeat(32), via: 'admitSender' });

/** The looks across tenants, through functions that answer ids and counts and nothing else. */
export const postgresIntegrationDirectory = (transactions: Transactions): IntegrationDirectory & HeartbeatDirectory => ({
  async byId(id) {
    const { rows } = await transactions.read(nobody, ({ trx }) => sql<IntegrationPlace>`SELECT tenant_id, id FROM integrations.find_integration(${id})`.execute(trx));
    return rows[0];
  },
  async byToken(digest) {
    const { rows } = await transactions.read(nobody, ({ trx }) => sql<IntegrationPlace>`SELECT tenant_id, id FROM integrations.find_integration_by_token(${digest})`.execute(trx));
    return rows[0];
  },
  async heartbeatByToken(digest) {
    const { rows } = await transactions.read(nobody, ({ trx }) => sql<HeartbeatPlace>`SELECT tenant_id, id FROM integrations.find_heartbeat_by_token(${digest})`.execute(trx));
    return rows[0];
  },
  async pruneChanges(before, most) {
    const { rows } = await transactions.run(nobody, ({ trx }) => sql<{ count: number }>`SELECT integrations.prune_heartbeat_changes(${before}, ${most}) AS count`.execute(trx));
    return rows[0]?.count ?? 0;
  },
  async pruneReceipts(before, most) {
    const { rows } = await transactions.run(nobody, ({ trx }) => sql<{ count: number }>`SELECT integrations.prune_receipts(${before}, ${most}) AS count`.execute(trx));
    return rows[0]?.count ?? 0;
  },
});
