import { sql } from 'kysely';
import { asTenantId, systemActor, type TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { RuleAlertWatch } from '../ports/rule-alert-watch.ts';

/** No tenant in particular; the function it calls is the only thing that it could see anything with. */
const nobody = systemActor(asTenantId('00000000-0000-0000-0000-000000000000'), 'alerting', { correlationId: '0'.repeat(32), via: 'expireRuleAlerts' });

export const postgresRuleAlertWatch = (transactions: Transactions): RuleAlertWatch => ({
  async tenantsWithExpired(now, most) {
    const { rows } = await transactions.read(nobody, ({ trx }) => sql<{ tenantId: TenantId }>`SELECT tenant_id FROM alerting.tenants_with_expired_rule_alerts(${now}, ${most}) AS expired (tenant_id)`.execute(trx));
    return rows.map(({ tenantId }) => tenantId);
  },
});
