import { sql, type SqlBool, type Transaction } from 'kysely';
import { conflict, notFound } from '#pkg/apperror';
import { violates } from '#pkg/database';
import type { TablesOf } from '#internal/db';
import { type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import type { AlertRule } from '../domain/alert-rule.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { EventRule } from '../domain/event-rule.ts';
import type { AlertRuleFilter, AlertRuleRepository } from '../ports/alert-rule-repository.ts';
import { alertRuleColumns, alertRuleOf, METRIC_RULE_POSITION } from './alert-rule-columns.ts';

/** Alert rules in PostgreSQL. */
export class PostgresAlertRuleRepository implements AlertRuleRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async add(rule: EventRule): Promise<void> {
    const { tenantId } = this;
    await this.trx.insertInto('alerting.alertRules').values({ ...rowOf(rule), tenantId }).execute().catch(nameTaken);
  }

  async get(id: AlertRuleId): Promise<AlertRule> {
    return found(await this.own().where('id', '=', id).executeTakeFirst());
  }

  async lock(id: AlertRuleId): Promise<AlertRule> {
    return found(await this.own().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async save(rule: EventRule): Promise<void> {
    const update = this.trx.updateTable('alerting.alertRules').set(rowOf(rule));
    await update.where('tenantId', '=', this.tenantId).where('id', '=', rule.id).where('kind', '=', 'event').execute().catch(nameTaken);
  }

  async remove(id: AlertRuleId): Promise<void> {
    await this.trx.deleteFrom('alerting.alertRules').where('tenantId', '=', this.tenantId).where('id', '=', id).where('kind', '=', 'event').execute();
  }

  async listEnabled(): Promise<readonly EventRule[]> {
    return (await this.own().where('kind', '=', 'event').where('enabled', '=', true).execute()).map((row) => found(row) as EventRule);
  }

  async count(): Promise<number> {
    const counted = this.trx.selectFrom('alerting.alertRules').where('tenantId', '=', this.tenantId).where('kind', '=', 'event');
    const { rules } = await counted.select(sql<number>`count(*)::integer`.as('rules')).executeTakeFirstOrThrow();
    return rules;
  }

  async list({ kind }: AlertRuleFilter, { limit, after }: PageRequest): Promise<Page<AlertRule>> {
    let query = this.own().orderBy('position').orderBy('id').limit(limit + 1);
    if (kind) query = query.where('kind', '=', kind);
    if (after) query = query.where(sql<SqlBool>`(position, id) > (${after[0]}::integer, ${after[1]}::uuid)`);
    const rows = await query.execute();
    return pageOf(rows.map(found), limit, (rule) => [String(rule.kind === 'event' ? rule.position : METRIC_RULE_POSITION), rule.id]);
  }

  private own() {
    return this.trx.selectFrom('alerting.alertRules').select(alertRuleColumns).where('tenantId', '=', this.tenantId);
  }
}

// The driver would make a PostgreSQL array of a JavaScript one.
const rowOf = ({ matchers, ...rule }: EventRule) => ({ ...rule, matchers: JSON.stringify(matchers) });

function nameTaken(error: unknown): never {
  throw violates(error, 'alert_rules_name_unique') ? conflict('another alert rule has this name') : error;
}

function found(row: Parameters<typeof alertRuleOf>[0] | undefined): AlertRule {
  if (!row) throw notFound('alert rule');
  return alertRuleOf(row);
}
