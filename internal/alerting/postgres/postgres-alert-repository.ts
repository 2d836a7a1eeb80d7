import { sql, type SqlBool, type Transaction } from 'kysely';
import { notFound } from '#pkg/apperror';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import type { Alert, AlertId } from '../domain/alert.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { AlertFilter, AlertRepository } from '../ports/alert-repository.ts';
import { alertProperties, alertSql, asChanged, asGiven } from './alert-columns.ts';

/** Alerts in PostgreSQL. */
export class PostgresAlertRepository implements AlertRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async get(id: AlertId): Promise<Alert> {
    return found(await this.own().where('id', '=', id).executeTakeFirst());
  }

  async lock(id: AlertId): Promise<Alert> {
    return found(await this.own().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async lockLatest(fingerprints: readonly Fingerprint[]): Promise<ReadonlyMap<Fingerprint, Alert>> {
    // A statement of its own behind the other, because it has to see what those before us have committed; both travel together.
    const turns = this.takeTurns(fingerprints);
    const found = sql<Alert>`
      SELECT latest.* FROM unnest(${fingerprints}::text[]) AS wanted (fingerprint)
      CROSS JOIN LATERAL (
        SELECT ${alertSql.columns} FROM alerting.alerts
        WHERE tenant_id = ${this.tenantId} AND fingerprint = wanted.fingerprint
        ORDER BY starts_at DESC LIMIT 1 FOR UPDATE
      ) AS latest`.execute(this.trx);
    const [, { rows }] = await Promise.all([turns, found]);
    return new Map(rows.map((alert) => [alert.fingerprint, alert]));
  }

  async listOpen(): Promise<readonly Alert[]> {
    return (await this.own().where('status', '<>', sql.lit('resolved')).orderBy('startsAt').orderBy('id').execute()).map(found);
  }

  async lockOpenOfRules(ruleIds: readonly AlertRuleId[]): Promise<readonly Alert[]> {
    if (ruleIds.length === 0) return [];
    // By fingerprint, as everybody takes these locks.
    const open = this.own().where(sql<SqlBool>`rule_id = ANY (${ruleIds}::uuid[])`).where('status', '<>', sql.lit('resolved'));
    return (await open.orderBy('fingerprint').forUpdate().execute()).map(found);
  }

  async lockExpiredOfRules(now: Date, most: number): Promise<readonly Alert[]> {
    const expired = this.own().where('status', '<>', sql.lit('resolved')).where('source', '=', 'rule').where('expiresAt', '<=', now);
    // By fingerprint, as everybody takes these locks.
    return (await expired.orderBy('fingerprint').limit(most).forUpdate().execute()).map(found);
  }

  async add(alerts: readonly Alert[]): Promise<ReadonlySet<AlertId>> {
    if (alerts.length === 0) return new Set();
    // Covers both unique indexes; waits for whoever is inserting the same key just now.
    const { rows } = await sql<{ id: AlertId }>`
      INSERT INTO alerting.alerts (tenant_id, ${alertSql.columns})
      SELECT ${this.tenantId}::uuid, ${alertSql.given} FROM json_to_recordset(${asGiven(alerts)}::json) AS given (${alertSql.recordOfAll})
      ORDER BY given.fingerprint
      ON CONFLICT DO NOTHING
      RETURNING id`.execute(this.trx);
    return new Set(rows.map(({ id }) => id));
  }

  async save(alerts: readonly Alert[]): Promise<void> {
    if (alerts.length === 0) return;
    const { numAffectedRows } = await sql`
      UPDATE alerting.alerts SET ${alertSql.assignments}
      FROM json_to_recordset(${asChanged(alerts)}::json) AS given (${alertSql.recordOfChanging})
      WHERE alerts.tenant_id = ${this.tenantId} AND alerts.id = given.id`.execute(this.trx);
    if (numAffectedRows !== BigInt(alerts.length)) throw new Error('alerts were saved that are not stored');
  }

  async list(filter: AlertFilter, page: PageRequest): Promise<Page<Alert>> {
    let query = this.own();
    if (filter.statuses) {
      query = query.where('status', 'in', filter.statuses);
      // Says what the planner cannot conclude from parameters: the index of open alerts is enough.
      if (!filter.statuses.includes('resolved')) query = query.where('status', '<>', sql.lit('resolved'));
    }
    if (filter.severity) query = query.where('severity', '=', filter.severity);
    if (filter.name !== undefined) query = query.where('name', '=', filter.name);
    if (filter.fingerprint) query = query.where('fingerprint', '=', filter.fingerprint);
    if (filter.ruleId) query = query.where('ruleId', '=', filter.ruleId);
    if (filter.since) query = query.where('createdAt', '>=', filter.since);
    if (filter.until) query = query.where('createdAt', '<', filter.until);
    const rows = await newestFirst(query, page).execute();
    return pageOf(rows.map(found), page.limit, byCreation);
  }

  /** A label set that is new has no row to lock. The list is walked in its order, so that all take their locks in this order. */
  private async takeTurns(fingerprints: readonly Fingerprint[]): Promise<void> {
    await sql`
      SELECT pg_advisory_xact_lock(hashtextextended('alerting ' || ${this.tenantId}::text || fingerprint, 0))
      FROM unnest(${[...fingerprints].sort()}::text[]) AS turns (fingerprint)`.execute(this.trx);
  }

  private own() {
    return this.trx.selectFrom('alerting.alerts').select(alertProperties).where('tenantId', '=', this.tenantId);
  }
}

// The columns are those of an `Alert`, and the constraints of the table are its types.
function found(row: unknown): Alert {
  if (!row) throw notFound('alert');
  return row as Alert;
}
