import type { Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import { conflict } from '#pkg/apperror';
import { DEFAULT_SETTINGS, type RemediationSettings } from '../domain/remediation-settings.ts';
import type { SettingsRepository } from '../ports/settings-repository.ts';

type Tables = TablesOf<'remediation'>;

export class PostgresSettingsRepository implements SettingsRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async get(): Promise<RemediationSettings> {
    const row = await this.row().executeTakeFirst();
    return row ? toSettings(row) : DEFAULT_SETTINGS;
  }

  async lock(): Promise<RemediationSettings> {
    const insert = this.trx.insertInto('remediation.settings').values({ tenantId: this.tenantId, ...DEFAULT_SETTINGS });
    await insert.onConflict((on) => on.column('tenantId').doNothing()).execute(); // there must be a row to lock
    return toSettings(await this.row().forUpdate().executeTakeFirstOrThrow());
  }

  async save({ killSwitch, reason, updatedBy, updatedAt, version }: RemediationSettings): Promise<void> {
    const values = { killSwitch, reason: reason ?? null, updatedBy: updatedBy ?? null, updatedAt: updatedAt ?? null, version: version + 1 };
    const update = this.trx.updateTable('remediation.settings').set(values).where('tenantId', '=', this.tenantId).where('version', '=', version);
    const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict('the settings changed since they were read');
  }

  private row() {
    return this.trx.selectFrom('remediation.settings').select(['killSwitch', 'reason', 'updatedBy', 'updatedAt', 'version']).where('tenantId', '=', this.tenantId);
  }
}

interface SettingsRow {
  readonly killSwitch: boolean;
  readonly reason: string | null;
  readonly updatedBy: string | null;
  readonly updatedAt: Date | null;
  readonly version: number;
}

const toSettings = ({ killSwitch, reason, updatedBy, updatedAt, version }: SettingsRow): RemediationSettings => ({
  killSwitch,
  ...(reason !== null && { reason }),
  ...(updatedBy !== null && { updatedBy }),
  ...(updatedAt !== null && { updatedAt }),
  version,
});
