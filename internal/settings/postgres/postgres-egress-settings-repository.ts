import type { Insertable, Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import { conflict } from '#pkg/apperror';
import { DEFAULT_EGRESS, type EgressSettings } from '../domain/egress-settings.ts';
import type { EgressSettingsRepository } from '../ports/egress-settings-repository.ts';

type Values = Omit<Insertable<TablesOf<'settings'>['settings.egress']>, 'tenantId'>;

export class PostgresEgressSettingsRepository implements EgressSettingsRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'settings'>>,
    private readonly tenantId: TenantId,
  ) {}

  async get(): Promise<EgressSettings> {
    const columns = ['publicHttps', 'rules', 'updatedBy', 'updatedAt', 'version'] as const;
    const row = await this.trx.selectFrom('settings.egress').select(columns).where('tenantId', '=', this.tenantId).executeTakeFirst();
    return row ? { ...row, rules: row.rules as unknown as EgressSettings['rules'] } : DEFAULT_EGRESS; // stored by `save` only
  }

  async save({ publicHttps, rules, updatedBy, updatedAt, version }: Required<EgressSettings>): Promise<void> {
    const values = { publicHttps, rules: JSON.stringify(rules), updatedBy, updatedAt, version: version + 1 };
    const changed = version === DEFAULT_EGRESS.version ? await this.insert(values) : await this.update(values, version);
    if (!changed) throw conflict('the settings changed since they were read');
  }

  /** There is no row for the default, so whoever leaves it makes the row. */
  private async insert(values: Values): Promise<boolean> {
    const insert = this.trx.insertInto('settings.egress').values({ tenantId: this.tenantId, ...values });
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.column('tenantId').doNothing()).executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  private async update(values: Values, version: number): Promise<boolean> {
    const update = this.trx.updateTable('settings.egress').set(values).where('tenantId', '=', this.tenantId).where('version', '=', version);
    const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }
}
