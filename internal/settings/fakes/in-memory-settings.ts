import type { Actor } from '#internal/kernel';
import { InMemoryUnitOfWork } from '#internal/platform/fakes';
import { conflict } from '#pkg/apperror';
import { DEFAULT_EGRESS, type EgressSettings } from '../domain/egress-settings.ts';
import type { SealedSecret } from '../domain/secret.ts';
import type { SettingsRepositories } from '../ports/settings-unit-of-work.ts';
import { inMemorySecrets } from './in-memory-secrets.ts';

interface TenantSettings {
  readonly egress: EgressSettings;
  readonly secrets: readonly SealedSecret[];
}

/** Settings by tenant. */
export class InMemorySettings extends InMemoryUnitOfWork<SettingsRepositories, Readonly<Record<string, TenantSettings>>> {
  protected tables: Readonly<Record<string, TenantSettings>> = {};

  protected repositories({ tenantId }: Actor): SettingsRepositories {
    const own = (): TenantSettings => this.tables[tenantId] ?? { egress: DEFAULT_EGRESS, secrets: [] };
    const change = (part: Partial<TenantSettings>): void => {
      this.tables = { ...this.tables, [tenantId]: { ...own(), ...part } };
    };
    return {
      egress: {
        get: async () => own().egress,
        save: async (settings) => {
          if (own().egress.version !== settings.version) throw conflict('the settings changed since they were read');
          change({ egress: { ...settings, version: settings.version + 1 } });
        },
      },
      secrets: inMemorySecrets(() => own().secrets, (secrets) => change({ secrets })),
    };
  }
}
