import { sql } from 'kysely';
import { asTenantId, systemActor, type TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { LeaseWatch } from '../ports/lease-watch.ts';

/** No tenant in particular; the function it calls is the only thing that it could see anything with. */
const nobody = systemActor(asTenantId('00000000-0000-0000-0000-000000000000'), 'tickets', { correlationId: '0'.repeat(32), via: 'expireLeases' });

export const postgresLeaseWatch = (transactions: Transactions): LeaseWatch => ({
  async tenantsWithEndedLeases(now, most) {
    const { rows } = await transactions.read(nobody, ({ trx }) => sql<{ tenantId: TenantId }>`SELECT tenant_id FROM tickets.tenants_with_ended_leases(${now}, ${most}) AS ended (tenant_id)`.execute(trx));
    return rows.map(({ tenantId }) => tenantId);
  },
});
