import { sql, type SqlBool, type Transaction } from 'kysely';
import { conflict, notFound } from '#pkg/apperror';
import { violates } from '#pkg/database';
import type { TablesOf } from '#internal/db';
import { type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import type { AlertRule, AlertRuleId } from '../domain/alert-rule.ts';
import type { AlertRuleRepository } from '../ports/alert-rule-repository.ts';

const columns = [
  'id', 'name', 'matchers', 'forSeconds', 'severity', 'labels', 'annotations', 'enabled', 'position', 'createdAt', 'updatedAt', 'version',
] as const satisfies readonly (keyof AlertRule)[];

/** Alert rules in PostgreSQL. */
export class PostgresAlertRuleRepository implements AlertRuleRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async add(rule: AlertRule): Promise<void> {
    const { tenantId } = this;
    await this.trx.insertInto('alerting.alertRules').values({ ...rowOf(rule), tenantId }).execute().catch(nameTaken);
  }

  async get(id: AlertRuleId): Promise<AlertRule> {
    return found(await this.own().where('id', '=', id).executeTakeFirst());
  }

  async lock(id: AlertRuleId): Promise<AlertRule> {
    return found(await this.own().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async save(rule: AlertRule): Promise<void> {
    const update = this.trx.updateTable('alerting.alertRules').set(rowOf(rule));
    await update.where('tenantId', '=', this.tenantId).where('id', '=', rule.id).execute().catch(nameTaken);
  }

  async remove(id: AlertRuleId): Promise<void> {
    await this.trx.deleteFrom('alerting.alertRules').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async listEnabled(): Promise<readonly AlertRule[]> {
    return (await this.own().where('enabled', '=', true).execute()).map(found);
  }

  async count(): Promise<number> {
    const counted = this.trx.selectFrom('alerting.alertRules').where('tenantId', '=', this.tenantId);
    const { rules } = await counted.select(sql<number>`count(*)::integer`.as('rules')).executeTakeFirstOrThrow();
    return rules;
  }

  async list({ limit, after }: PageRequest): Promise<Page<AlertRule>> {
    let query = this.own().orderBy('position').orderBy('id').limit(limit + 1);
    if (after) query = query.where(sql<SqlBool>`(position, id) > (${after[0]}::integer, ${after[1]}::uuid)`);
    const rows = await query.execute();
    return pageOf(rows.map(found), limit, ({ position, id }) => [String(position), id]);
  }

  private own() {
    return this.trx.selectFrom('alerting.alertRules').select(columns).where('tenantId', '=', this.tenantId);
  }
}

// The driver would make a PostgreSQL array of a JavaScript one.
const rowOf = ({ matchers, ...rule }: AlertRule) => ({ ...rule, matchers: JSON.stringify(matchers) });

function nameTaken(error: unknown): never {
  throw violates(error, 'alert_rules_name_unique') ? conflict('another alert rule has this name') : error;
}

// The columns are those of an `AlertRule`, and the constraints of the table are its types.
function found(row: unknown): AlertRule {
  if (!row) throw notFound('alert rule');
  return row as AlertRule;
}
