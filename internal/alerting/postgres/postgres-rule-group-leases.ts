import { sql } from 'kysely';
import { asTenantId, systemActor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { HeldGroup, RuleGroupLeases } from '../ports/rule-group-leases.ts';

/** No tenant in particular; the functions that it calls are the only things that it could see anything with. */
const nobody = systemActor(asTenantId('00000000-0000-0000-0000-000000000000'), 'alerting', { correlationId: '0'.repeat(32), via: 'holdRuleGroups' });

type Row = Omit<HeldGroup, 'token'> & { readonly token: number | string; readonly share: number };

/** Leases in PostgreSQL, by its clock. */
export const postgresRuleGroupLeases = (transactions: Transactions): RuleGroupLeases => ({
  async hold(worker, ttlMs, notes) {
    const given = notes.map(({ tenantId, groupId, token, slotAt, evaluations, missed, seconds, ruleSeconds }) => ({
      tenant_id: tenantId, group_id: groupId, token, slot_at: slotAt, evaluations, missed, seconds, rule_seconds: ruleSeconds && `{${ruleSeconds.join(',')}}`,
    }));
    const { rows } = await transactions.run(nobody, ({ trx }) => sql<Row>`SELECT * FROM alerting.hold_rule_groups(${worker}::uuid, ${ttlMs}::integer, ${JSON.stringify(given)}::json)`.execute(trx));
    return { held: rows.map(({ share: _share, token, ...row }) => ({ ...row, token: Number(token) })), share: rows[0]?.share ?? 0 };
  },

  async release(worker, groups) {
    await transactions.run(nobody, ({ trx }) => sql`SELECT alerting.release_rule_groups(${worker}::uuid, ${groups ?? null}::uuid[])`.execute(trx));
  },
});
