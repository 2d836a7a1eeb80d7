import type { Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { WebhookLedger } from '../ports/webhook-ledger.ts';

export class PostgresWebhookLedger implements WebhookLedger {
  constructor(
    private readonly trx: Transaction<TablesOf<'orchestration'>>,
    private readonly tenantId: TenantId,
  ) {}

  async take(signature: string, receivedAt: Date, forgetBefore: Date): Promise<boolean> {
    await this.trx.deleteFrom('orchestration.webhookDeliveries').where('tenantId', '=', this.tenantId).where('receivedAt', '<', forgetBefore).execute();
    const insert = this.trx.insertInto('orchestration.webhookDeliveries').values({ tenantId: this.tenantId, signature, receivedAt });
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.columns(['tenantId', 'signature']).doNothing()).executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
}
