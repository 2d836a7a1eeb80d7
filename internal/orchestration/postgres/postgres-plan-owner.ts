import { sql } from 'kysely';
import { asTenantId, systemActor, type TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';

const nobody = systemActor(asTenantId('00000000-0000-0000-0000-000000000000'), 'payloads', { correlationId: '0'.repeat(32), via: 'planOwner' });
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The tenant of a plan, through the function that alone may look across tenants; undefined when there is no such plan. */
export function planOwner(transactions: Transactions): (planId: string) => Promise<TenantId | undefined> {
  return async (planId) => {
    if (!UUID.test(planId)) return undefined;
    const { rows } = await transactions.read(nobody, ({ trx }) => sql<{ owner: TenantId | null }>`select orchestration.tenant_of_plan(${planId}) as owner`.execute(trx));
    return rows[0]?.owner ?? undefined;
  };
}
