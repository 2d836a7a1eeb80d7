import type { Actor } from '#internal/kernel';
import { InMemoryUnitOfWork } from '#internal/platform/fakes';
import { conflict } from '#pkg/apperror';
import { DEFAULT_EGRESS, type EgressSettings } from '../domain/egress-settings.ts';
import type { EgressSettingsRepository } from '../ports/egress-settings-repository.ts';

type Repositories = { readonly egress: EgressSettingsRepository };

/** Settings by tenant. */
export class InMemorySettings extends InMemoryUnitOfWork<Repositories, Readonly<Record<string, EgressSettings>>> {
  protected tables: Readonly<Record<string, EgressSettings>> = {};

  protected repositories({ tenantId }: Actor): Repositories {
    const get = () => this.tables[tenantId] ?? DEFAULT_EGRESS;
    return {
      egress: {
        get: async () => get(),
        save: async (settings) => {
          if (get().version !== settings.version) throw conflict('the settings changed since they were read');
          this.tables = { ...this.tables, [tenantId]: { ...settings, version: settings.version + 1 } };
        },
      },
    };
  }
}
