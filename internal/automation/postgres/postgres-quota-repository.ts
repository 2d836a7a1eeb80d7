import { sql, type Selectable, type Transaction } from 'kysely';
import { present, type TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import { conflict } from '#pkg/apperror';
import { NO_QUOTA, type QuotaUse, type TenantQuota } from '../domain/tenant-quota.ts';
import type { QuotaRepository } from '../ports/quota-repository.ts';

type Tables = TablesOf<'automation'>;

const MINUTE_MS = 60_000;

export class PostgresQuotaRepository implements QuotaRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async get(): Promise<TenantQuota> {
    const row = await this.row().executeTakeFirst();
    return row ? toQuota(row) : NO_QUOTA;
  }

  async lock(): Promise<TenantQuota> {
    const insert = this.trx.insertInto('automation.executionQuotas').values({ tenantId: this.tenantId, ...NO_QUOTA });
    await insert.onConflict((on) => on.column('tenantId').doNothing()).execute(); // there must be a row to lock
    return toQuota(await this.row().forUpdate().executeTakeFirstOrThrow());
  }

  async save({ concurrent, perMinute, updatedAt, updatedBy, version }: TenantQuota): Promise<void> {
    const values = { concurrent: concurrent ?? null, perMinute: perMinute ?? null, updatedAt: updatedAt ?? null, updatedBy: updatedBy ?? null, version: version + 1 };
    const update = this.trx.updateTable('automation.executionQuotas').set(values).where('tenantId', '=', this.tenantId).where('version', '=', version);
    const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict('the quota changed since it was read');
  }

  async use(now: Date, most: number): Promise<QuotaUse> {
    // Each is counted along an index of its own, and no further than asked.
    const own = sql`SELECT FROM automation.executions e WHERE e.tenant_id = ${this.tenantId}`;
    const { rows } = await sql<QuotaUse>`
      SELECT
        (SELECT count(*) FROM (${own} AND e.admitted_at IS NOT NULL AND e.finished_at IS NULL LIMIT ${most}) r) AS running,
        (SELECT count(*) FROM (${own} AND e.status = 'pending' AND e.admitted_at IS NULL LIMIT ${most}) w) AS waiting,
        (SELECT count(*) FROM (${own} AND e.created_at > ${new Date(now.getTime() - MINUTE_MS)} LIMIT ${most}) m) AS last_minute`.execute(this.trx);
    return rows[0] ?? { running: 0, waiting: 0, lastMinute: 0 };
  }

  private row() {
    return this.trx.selectFrom('automation.executionQuotas').select(['concurrent', 'perMinute', 'updatedAt', 'updatedBy', 'version']).where('tenantId', '=', this.tenantId);
  }
}

const toQuota = ({ version, ...row }: Omit<Selectable<Tables['automation.executionQuotas']>, 'tenantId'>): TenantQuota => ({ ...present(row), version });
