import type { Selectable, Transaction } from 'kysely';
import { present, type TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { conflict } from '#pkg/apperror';
import type { MetricLimits } from '../domain/metric-limits.ts';
import { NO_TENANT_LIMITS, type TenantLimits } from '../domain/tenant-limits.ts';
import type { MetricSettings, TenantLimitsRepository } from '../ports/tenant-limits-repository.ts';

type Tables = TablesOf<'metrics'>;

/** What tenants decide about their metrics, in PostgreSQL; a run joins the transaction of its caller. */
export function postgresMetricSettings(transactions: Transactions): MetricSettings {
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ limits: new PostgresTenantLimits(trx.$pickTables<keyof Tables>(), actor.tenantId), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work({ limits: new PostgresTenantLimits(trx.$pickTables<keyof Tables>(), actor.tenantId) })),
  };
}

class PostgresTenantLimits implements TenantLimitsRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async get(): Promise<TenantLimits> {
    const row = await this.row().executeTakeFirst();
    return row ? toLimits(row) : NO_TENANT_LIMITS;
  }

  async lock(): Promise<TenantLimits> {
    const insert = this.trx.insertInto('metrics.tenantLimits').values({ tenantId: this.tenantId, limits: {}, version: NO_TENANT_LIMITS.version });
    await insert.onConflict((on) => on.column('tenantId').doNothing()).execute(); // there must be a row to lock
    return toLimits(await this.row().forUpdate().executeTakeFirstOrThrow());
  }

  async save({ limits, updatedAt, updatedBy, version }: TenantLimits): Promise<void> {
    const values = { limits: JSON.stringify(limits), updatedAt: updatedAt ?? null, updatedBy: updatedBy ?? null, version: version + 1 };
    const update = this.trx.updateTable('metrics.tenantLimits').set(values).where('tenantId', '=', this.tenantId).where('version', '=', version);
    const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict('the limits changed since they were read');
  }

  private row() {
    return this.trx.selectFrom('metrics.tenantLimits').select(['limits', 'updatedAt', 'updatedBy', 'version']).where('tenantId', '=', this.tenantId);
  }
}

const toLimits = ({ limits, version, ...who }: Omit<Selectable<Tables['metrics.tenantLimits']>, 'tenantId'>): TenantLimits =>
  ({ ...present(who), limits: limits as Partial<MetricLimits>, version }); // stored by `save` only
