import { sql, type Transaction } from 'kysely';
import type { Database } from '#internal/db';
import { asTenantId, type Actor, systemActor, type TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { IntegrationId } from '../domain/receiver-integration.ts';
import type { DeliveryWatch } from '../ports/delivery-repository.ts';
import type { NotificationsUnitOfWork } from '../ports/notifications-unit-of-work.ts';
import type { NotificationTables } from './integration-rows.ts';
import { PostgresAckLinkRepository } from './postgres-ack-link-repository.ts';
import { PostgresDeliveryRepository } from './postgres-delivery-repository.ts';
import { PostgresContactRepository, PostgresPageRepository, PostgresRuleRepository } from './postgres-people.ts';
import { PostgresReceiverIntegrationRepository } from './postgres-receiver-integration-repository.ts';
import { PostgresReceiverRepository } from './postgres-receiver-repository.ts';

/** Receivers and deliveries in PostgreSQL. */
export function postgresNotifications(transactions: Transactions): NotificationsUnitOfWork {
  const repositories = (trx: Transaction<Database>, { tenantId }: Actor) => {
    const own = trx.$pickTables<keyof NotificationTables>();
    return {
      receivers: new PostgresReceiverRepository(own, tenantId),
      integrations: new PostgresReceiverIntegrationRepository(own, tenantId),
      deliveries: new PostgresDeliveryRepository(own, tenantId),
      ackLinks: new PostgresAckLinkRepository(own, tenantId),
      contacts: new PostgresContactRepository(own, tenantId),
      rules: new PostgresRuleRepository(own, tenantId),
      pages: new PostgresPageRepository(own, tenantId),
    };
  };
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor))),
  };
}

/** No tenant in particular; the functions that are called are the only thing that it could see anything with. */
const nobody = systemActor(asTenantId('00000000-0000-0000-0000-000000000000'), 'notifications', { correlationId: '0'.repeat(32), via: 'deliverNotifications' });

export const postgresDeliveryWatch = (transactions: Transactions): DeliveryWatch => ({
  async dueIntegrations(now, most) {
    const { rows } = await transactions.read(nobody, ({ trx }) => sql<{ tenantId: TenantId; id: IntegrationId }>`SELECT tenant_id, integration_id AS id FROM notifications.due_integrations(${now}, ${most})`.execute(trx));
    return rows;
  },
  async prune({ done, dead }, most) {
    const { rows } = await transactions.run(nobody, ({ trx }) => sql<{ count: number }>`SELECT notifications.prune_deliveries(${done}, ${dead}, ${most})::integer AS count`.execute(trx));
    return rows[0]?.count ?? 0;
  },
});
