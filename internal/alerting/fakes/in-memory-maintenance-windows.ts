import type { TenantId } from '#internal/kernel';
import { newestPage } from '#internal/platform/fakes';
import { notFound } from '#pkg/apperror';
import type { MaintenanceWindow } from '../domain/maintenance-window.ts';
import type { MaintenanceWindowRepository } from '../ports/maintenance-window-repository.ts';

export type OwnedMaintenanceWindow = MaintenanceWindow & { readonly owner: TenantId };

/** Maintenance windows of a tenant in a list, which is replaced as a whole. */
export function inMemoryMaintenanceWindows(owner: TenantId, all: () => readonly OwnedMaintenanceWindow[], replace: (windows: readonly OwnedMaintenanceWindow[]) => void): MaintenanceWindowRepository {
  const own = (): readonly MaintenanceWindow[] => all().filter((window) => window.owner === owner).map(({ owner: _owner, ...window }) => window).sort((a, b) => (a.id < b.id ? -1 : 1));
  const find = (id: string) => own().find((window) => window.id === id);
  const without = (id: string) => all().filter((window) => window.owner !== owner || window.id !== id);
  const put = async (window: MaintenanceWindow) => replace([...without(window.id), { ...window, owner }]);
  return {
    lockAll: async () => own().length,
    get: async (id) => find(id) ?? missing(),
    lock: async (id) => find(id),
    add: put,
    save: put,
    remove: async (id) => replace(without(id)),
    listEnabled: async () => own().filter(({ enabled }) => enabled),
    list: async (page) => newestPage(own(), page),
  };
}

function missing(): never {
  throw notFound('maintenance window');
}
