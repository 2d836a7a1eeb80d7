import { conflict } from '#pkg/apperror';
import type { TenantId } from '#internal/kernel';
import { hasEnded } from '../domain/execution.ts';
import { NO_QUOTA, type TenantQuota } from '../domain/tenant-quota.ts';
import type { QuotaRepository } from '../ports/quota-repository.ts';
import type { AutomationState } from './automation-tables.ts';

export function inMemoryQuotas(state: AutomationState, tenantId: TenantId): QuotaRepository {
  const get = async (): Promise<TenantQuota> => state.tables.quotas.find((row) => row.tenantId === tenantId)?.quota ?? NO_QUOTA;
  return {
    get,
    lock: get,
    async save(quota) {
      if ((await get()).version !== quota.version) throw conflict('the quota changed since it was read');
      const others = state.tables.quotas.filter((row) => row.tenantId !== tenantId);
      state.tables = { ...state.tables, quotas: [...others, { tenantId, quota: { ...quota, version: quota.version + 1 } }] };
    },
    async use(now, most) {
      const own = state.tables.executions.filter((execution) => execution.tenantId === tenantId);
      const count = (some: readonly unknown[]) => Math.min(some.length, most);
      return {
        running: count(own.filter((execution) => execution.admittedAt !== undefined && !hasEnded(execution))),
        waiting: count(own.filter(({ status, admittedAt }) => status === 'pending' && admittedAt === undefined)),
        lastMinute: count(own.filter(({ createdAt }) => createdAt.getTime() > now.getTime() - 60_000)),
      };
    },
  };
}
