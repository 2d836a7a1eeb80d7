import { sql, type Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import { asTenantId, type Actor, systemActor, type TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import type { WebhooksUnitOfWork, WebhookWatch } from '../ports/webhook-repositories.ts';
import { PostgresWebhookDeliveryRepository } from './postgres-webhook-delivery-repository.ts';
import { PostgresWebhookEndpointRepository } from './postgres-webhook-endpoint-repository.ts';

/** Webhooks in PostgreSQL. */
export function postgresWebhooks(transactions: Transactions): WebhooksUnitOfWork {
  const repositories = (trx: Transaction<Database>, { tenantId }: Actor) => {
    const own = trx.$pickTables<keyof TablesOf<'tickets'>>();
    return { endpoints: new PostgresWebhookEndpointRepository(own, tenantId), deliveries: new PostgresWebhookDeliveryRepository(own, tenantId) };
  };
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor))),
  };
}

/** No tenant in particular; the functions that are called are the only thing that it could see anything with. */
const nobody = systemActor(asTenantId('00000000-0000-0000-0000-000000000000'), 'webhooks', { correlationId: '0'.repeat(32), via: 'deliverWebhooks' });

export const postgresWebhookWatch = (transactions: Transactions): WebhookWatch => ({
  async dueEndpoints(now, most) {
    const due = await transactions.read(nobody, ({ trx }) => sql<{ tenantId: TenantId; endpointId: WebhookEndpointId }>`SELECT tenant_id, endpoint_id FROM tickets.due_webhook_endpoints(${now}, ${most})`.execute(trx));
    return due.rows;
  },
  async prune({ delivered, dead }, most) {
    const { rows } = await transactions.run(nobody, ({ trx }) =>
      sql<{ count: number }>`SELECT tickets.prune_webhook_deliveries(${delivered}, ${most}) + tickets.prune_dead_webhook_deliveries(${dead}, ${most}) AS count`.execute(trx));
    return rows[0]?.count ?? 0;
  },
});
