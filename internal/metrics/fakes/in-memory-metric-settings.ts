import type { Actor } from '#internal/kernel';
import { InMemoryUnitOfWork } from '#internal/platform/fakes';
import { conflict } from '#pkg/apperror';
import { NO_TENANT_LIMITS, type TenantLimits } from '../domain/tenant-limits.ts';
import type { TenantLimitsRepository } from '../ports/tenant-limits-repository.ts';

/** Limits by tenant. */
export class InMemoryMetricSettings extends InMemoryUnitOfWork<{ readonly limits: TenantLimitsRepository }, Readonly<Record<string, TenantLimits>>> {
  protected tables: Readonly<Record<string, TenantLimits>> = {};

  protected repositories({ tenantId }: Actor): { readonly limits: TenantLimitsRepository } {
    const get = async (): Promise<TenantLimits> => this.tables[tenantId] ?? NO_TENANT_LIMITS;
    return {
      limits: {
        get,
        lock: get,
        save: async (limits) => {
          if ((await get()).version !== limits.version) throw conflict('the limits changed since they were read');
          this.tables = { ...this.tables, [tenantId]: { ...limits, version: limits.version + 1 } };
        },
      },
    };
  }
}
