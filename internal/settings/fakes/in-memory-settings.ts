import { conflict } from '#pkg/apperror';
import type { Actor, AuditEntry, AuditTrail, Outbox } from '#internal/kernel';
import { DEFAULT_EGRESS, type EgressSettings } from '../domain/egress-settings.ts';
import type { EgressSettingsRepository } from '../ports/egress-settings-repository.ts';
import type { SettingsUnitOfWork } from '../ports/settings-unit-of-work.ts';

type Scope = { readonly egress: EgressSettingsRepository; readonly audit: AuditTrail; readonly outbox: Outbox };

/** Settings in a map; audit entries count as soon as the work is done. */
export class InMemorySettings implements SettingsUnitOfWork {
  readonly entries: AuditEntry[] = [];
  private readonly stored = new Map<string, EgressSettings>();

  async run<Result>(actor: Actor, work: (scope: Scope) => Promise<Result>): Promise<Result> {
    const recorded: AuditEntry[] = [];
    const result = await work({ egress: this.egress(actor), audit: { record: (...entries) => void recorded.push(...entries) }, outbox: { publish: () => undefined } });
    this.entries.push(...recorded);
    return result;
  }

  read<Result>(actor: Actor, work: (scope: { readonly egress: EgressSettingsRepository }) => Promise<Result>): Promise<Result> {
    return work({ egress: this.egress(actor) });
  }

  private egress({ tenantId }: Actor): EgressSettingsRepository {
    const get = () => this.stored.get(tenantId) ?? DEFAULT_EGRESS;
    return {
      get: async () => get(),
      save: async (settings) => {
        if (get().version !== settings.version) throw conflict('the settings changed since they were read');
        this.stored.set(tenantId, { ...settings, version: settings.version + 1 });
      },
    };
  }
}
