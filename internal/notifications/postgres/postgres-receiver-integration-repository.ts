import type { Transaction } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { Integration, IntegrationId } from '../domain/receiver-integration.ts';
import type { IntegrationRepository } from '../ports/receiver-repository.ts';
import { integrationState, type NotificationTables, toIntegration } from './integration-rows.ts';

export class PostgresReceiverIntegrationRepository implements IntegrationRepository {
  constructor(
    private readonly trx: Transaction<NotificationTables>,
    private readonly tenantId: TenantId,
  ) {}

  async find(id: IntegrationId): Promise<Integration | undefined> {
    const row = await this.rows().where('id', '=', id).executeTakeFirst();
    return row && toIntegration(row);
  }

  async lock(id: IntegrationId): Promise<Integration | undefined> {
    const row = await this.rows().where('id', '=', id).forUpdate().executeTakeFirst();
    return row && toIntegration(row);
  }

  async saveState(integration: Integration): Promise<void> {
    await this.trx.updateTable('notifications.integrations').set(integrationState(integration)).where('tenantId', '=', this.tenantId).where('id', '=', integration.id).execute();
  }

  private rows() {
    return this.trx.selectFrom('notifications.integrations').selectAll().where('tenantId', '=', this.tenantId);
  }
}
