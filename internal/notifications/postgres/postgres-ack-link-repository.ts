import type { Transaction } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { NotificationDeliveryId } from '../domain/notification-delivery.ts';
import type { AckLinkRepository } from '../ports/ack-link-repository.ts';
import type { NotificationTables } from './integration-rows.ts';

export class PostgresAckLinkRepository implements AckLinkRepository {
  constructor(
    private readonly trx: Transaction<NotificationTables>,
    private readonly tenantId: TenantId,
  ) {}

  async usedAt(id: NotificationDeliveryId): Promise<Date | undefined> {
    const row = await this.trx.selectFrom('notifications.usedAckLinks').select('usedAt').where('tenantId', '=', this.tenantId).where('deliveryId', '=', id).executeTakeFirst();
    return row?.usedAt;
  }

  async use(deliveryId: NotificationDeliveryId, usedAt: Date): Promise<boolean> {
    const insert = this.trx.insertInto('notifications.usedAckLinks').values({ tenantId: this.tenantId, deliveryId, usedAt });
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.columns(['tenantId', 'deliveryId']).doNothing()).executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
}
