import { notFound } from '#pkg/apperror';
import { systemActor, type Actor, type TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { Claim, PayloadClaims } from './payload-claims.ts';

const actorOf = (tenantId: TenantId): Actor => systemActor(tenantId, 'payloads', { correlationId: '0'.repeat(32), via: 'payloads' });

/** Claims in `platform.payload_claims`; the outbox relay sweeps what has expired. */
export class PostgresPayloadClaims implements PayloadClaims {
  constructor(private readonly transactions: Transactions) {}

  async put({ tenantId, workflowId, name }: Claim, content: Uint8Array): Promise<void> {
    await this.transactions.run(actorOf(tenantId), ({ trx }) =>
      trx
        .insertInto('platform.payloadClaims')
        .values({ tenantId, workflowId, name, content: Buffer.from(content) })
        .onConflict((conflict) => conflict.columns(['tenantId', 'workflowId', 'name']).doNothing())
        .execute(),
    );
  }

  async get({ tenantId, workflowId, name }: Claim): Promise<Uint8Array> {
    const row = await this.transactions.read(actorOf(tenantId), ({ trx }) =>
      trx.selectFrom('platform.payloadClaims').select('content').where('tenantId', '=', tenantId).where('workflowId', '=', workflowId).where('name', '=', name).executeTakeFirst(),
    );
    if (!row) throw notFound('payload', name);
    return row.content;
  }

  async keepUntil({ tenantId, workflowId }: Pick<Claim, 'tenantId' | 'workflowId'>, until: Date): Promise<void> {
    await this.transactions.run(actorOf(tenantId), ({ trx }) =>
      trx.updateTable('platform.payloadClaims').set({ expiresAt: until }).where('tenantId', '=', tenantId).where('workflowId', '=', workflowId).execute(),
    );
  }
}
