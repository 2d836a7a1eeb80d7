import { sql, type SqlBool, type Transaction } from 'kysely';
import { conflict, notFound } from '#pkg/apperror';
import { violates } from '#pkg/database';
import type { TablesOf } from '#internal/db';
import { type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import type { MetricRule } from '../domain/metric-rule.ts';
import type { RuleGroup } from '../domain/metric-rule-group.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import type { GroupProgress, SavedGroupState } from '../domain/rule-group-progress.ts';
import type { RuleGroupFilter, RuleGroupRepository } from '../ports/rule-group-repository.ts';
import { alertRuleColumns, alertRuleOf, METRIC_RULE_POSITION, metricRuleRow } from './alert-rule-columns.ts';

const columns = ['id', 'namespace', 'name', 'intervalMs', 'queryOffsetMs', 'maxResults', 'labels', 'standalone', 'createdAt', 'updatedAt', 'version'] as const;

/** Groups of rules in PostgreSQL. */
export class PostgresRuleGroupRepository implements RuleGroupRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async add(group: RuleGroup): Promise<void> {
    const { tenantId } = this;
    await this.trx.insertInto('alerting.ruleGroups').values({ ...rowOf(group), tenantId }).execute().catch(nameTaken);
    await this.trx.insertInto('alerting.ruleGroupLeases').values({ tenantId, groupId: group.id, revision: group.version, token: 0, evaluations: 0, missed: 0 }).execute();
    await this.writeRules(group);
  }

  async get(id: RuleGroupId): Promise<RuleGroup> {
    return this.one(await this.own().where('id', '=', id).execute());
  }

  async lock(id: RuleGroupId): Promise<RuleGroup> {
    return this.one(await this.own().where('id', '=', id).forUpdate().execute());
  }

  async lockNamespace(namespace: string): Promise<readonly RuleGroup[]> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('alerting namespace ' || ${this.tenantId}::text || ${namespace}::text, 0))`.execute(this.trx);
    return this.withRules(await this.own().where('namespace', '=', namespace).orderBy('name').forUpdate().execute());
  }

  async save(group: RuleGroup): Promise<void> {
    const { tenantId } = this;
    await this.trx.updateTable('alerting.ruleGroups').set(rowOf(group)).where('tenantId', '=', tenantId).where('id', '=', group.id).execute().catch(nameTaken);
    await this.trx.updateTable('alerting.ruleGroupLeases').set({ revision: group.version }).where('tenantId', '=', tenantId).where('groupId', '=', group.id).execute();
    const kept = group.rules.map(({ id }) => id as string);
    let gone = this.trx.deleteFrom('alerting.alertRules').where('tenantId', '=', tenantId).where('groupId', '=', group.id);
    if (kept.length > 0) gone = gone.where(sql<SqlBool>`NOT id = ANY (${kept}::uuid[])`);
    await gone.execute();
    await this.writeRules(group);
  }

  async remove(id: RuleGroupId): Promise<void> {
    await this.trx.deleteFrom('alerting.ruleGroups').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async count(): Promise<{ readonly groups: number; readonly rules: number }> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('alerting groups ' || ${this.tenantId}::text, 0))`.execute(this.trx);
    const { rows } = await sql<{ groups: number; rules: number }>`
      SELECT (SELECT count(*) FROM alerting.rule_groups WHERE tenant_id = ${this.tenantId})::integer AS groups,
        (SELECT count(*) FROM alerting.alert_rules WHERE tenant_id = ${this.tenantId} AND group_id IS NOT NULL)::integer AS rules`.execute(this.trx);
    return rows[0] ?? { groups: 0, rules: 0 };
  }

  async list({ namespace }: RuleGroupFilter, { limit, after }: PageRequest): Promise<Page<RuleGroup>> {
    let query = this.own().orderBy('namespace').orderBy('name').limit(limit + 1);
    if (namespace !== undefined) query = query.where('namespace', '=', namespace);
    if (after) query = query.where(sql<SqlBool>`(namespace, name) > (${after[0]}::text, ${after[1]}::text)`);
    const { items, ...page } = pageOf(await query.execute(), limit, ({ namespace: of, name }) => [of, name]);
    return { items: await this.withRules(items), ...page };
  }

  async progress(ids: readonly RuleGroupId[]): Promise<ReadonlyMap<RuleGroupId, GroupProgress>> {
    const query = this.trx.selectFrom('alerting.ruleGroupLeases').select(['groupId', 'lastSlotAt', 'evaluations', 'missed', 'evaluationSeconds', 'ruleSeconds']);
    const rows = await query.where('tenantId', '=', this.tenantId).where(sql<SqlBool>`group_id = ANY (${ids}::uuid[])`).execute();
    return new Map(rows.map(({ groupId, evaluations, missed, ...row }) => [groupId as RuleGroupId, { ...row, evaluations: Number(evaluations), missed: Number(missed) }]));
  }

  async states(ids: readonly RuleGroupId[]): Promise<ReadonlyMap<RuleGroupId, SavedGroupState>> {
    const query = this.trx.selectFrom('alerting.ruleGroupStates').select(['groupId', 'slotAt', 'state']);
    const rows = await query.where('tenantId', '=', this.tenantId).where(sql<SqlBool>`group_id = ANY (${ids}::uuid[])`).execute();
    return new Map(rows.map(({ groupId, slotAt, state }) => [groupId as RuleGroupId, { slotAt, ...(state as unknown as Omit<SavedGroupState, 'slotAt'>) }]));
  }

  async saveState(id: RuleGroupId, lease: { readonly holder: string; readonly token: number }, { slotAt, ...state }: SavedGroupState): Promise<boolean> {
    const { numAffectedRows } = await sql`
      WITH lease AS (
        SELECT FROM alerting.rule_group_leases WHERE tenant_id = ${this.tenantId}::uuid AND group_id = ${id}::uuid AND holder = ${lease.holder}::uuid AND token = ${lease.token}::bigint FOR UPDATE
      )
      INSERT INTO alerting.rule_group_states AS s (tenant_id, group_id, slot_at, state)
      SELECT ${this.tenantId}::uuid, ${id}::uuid, ${slotAt}::timestamptz, ${JSON.stringify(state)}::json FROM lease
      ON CONFLICT (tenant_id, group_id) DO UPDATE SET slot_at = EXCLUDED.slot_at, state = EXCLUDED.state`.execute(this.trx);
    return numAffectedRows === 1n;
  }

  private async writeRules(group: RuleGroup): Promise<void> {
    if (group.rules.length === 0) return;
    await sql`
      INSERT INTO alerting.alert_rules (tenant_id, id, kind, name, matchers, for_seconds, labels, annotations, enabled, position, group_id, group_index, definition, created_at, updated_at, version)
      SELECT ${this.tenantId}::uuid, id, kind, name, '[]', 0, labels, annotations, enabled, ${METRIC_RULE_POSITION}::integer, ${group.id}::uuid, group_index, definition, created_at, updated_at, version
      FROM json_to_recordset(${JSON.stringify(group.rules.map(metricRuleRow))}::json) AS given (
        id uuid, kind text, name text, labels jsonb, annotations jsonb, enabled boolean, group_index integer, definition json, created_at timestamptz, updated_at timestamptz, version integer)
      ON CONFLICT (tenant_id, id) DO UPDATE SET kind = EXCLUDED.kind, name = EXCLUDED.name, labels = EXCLUDED.labels, annotations = EXCLUDED.annotations,
        enabled = EXCLUDED.enabled, group_index = EXCLUDED.group_index, definition = EXCLUDED.definition, updated_at = EXCLUDED.updated_at, version = EXCLUDED.version`.execute(this.trx);
  }

  private own() {
    return this.trx.selectFrom('alerting.ruleGroups').select(columns).where('tenantId', '=', this.tenantId);
  }

  private async one(rows: readonly GroupRow[]): Promise<RuleGroup> {
    const [group] = await this.withRules(rows);
    if (!group) throw notFound('rule group');
    return group;
  }

  private async withRules(rows: readonly GroupRow[]): Promise<readonly RuleGroup[]> {
    if (rows.length === 0) return [];
    const query = this.trx.selectFrom('alerting.alertRules').select(alertRuleColumns).where('tenantId', '=', this.tenantId);
    const found = await query.where(sql<SqlBool>`group_id = ANY (${rows.map(({ id }) => id)}::uuid[])`).orderBy('groupIndex').execute();
    const rules = Map.groupBy(found.map((row) => alertRuleOf(row) as MetricRule), ({ groupId }) => groupId as string);
    return rows.map(({ maxResults: limit, ...group }) => ({ ...group, limit, rules: rules.get(group.id) ?? [] }) as unknown as RuleGroup);
  }
}

type GroupRow = Readonly<Record<Exclude<(typeof columns)[number], 'id' | 'namespace' | 'name'>, unknown>> & { readonly id: string; readonly namespace: string; readonly name: string };

const rowOf = ({ limit, rules: _rules, ...group }: RuleGroup) => ({ ...group, maxResults: limit });

function nameTaken(error: unknown): never {
  throw violates(error, 'rule_groups_name_unique') ? conflict('another rule group of this namespace has this name') : error;
}
