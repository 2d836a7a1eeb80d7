import type { Page, PageRequest } from '#internal/kernel';
import type { MaintenanceWindow, MaintenanceWindowId } from '../domain/maintenance-window.ts';

/** Maintenance windows of one tenant. */
export interface MaintenanceWindowRepository {
  /** Until the transaction ends nobody else adds one; answers how many there are. */
  lockAll(): Promise<number>;
  /** Throws `not_found`, also for a window of another tenant. */
  get(id: MaintenanceWindowId): Promise<MaintenanceWindow>;
  /** As `get`, but locked, and undefined when there is none. */
  lock(id: MaintenanceWindowId): Promise<MaintenanceWindow | undefined>;
  add(window: MaintenanceWindow): Promise<void>;
  /** Writes a locked window back. */
  save(window: MaintenanceWindow): Promise<void>;
  remove(id: MaintenanceWindowId): Promise<void>;
  /** Those that are enabled; a tenant has few. */
  listEnabled(): Promise<readonly MaintenanceWindow[]>;
  /** Newest first, by time of creation and id; the position is these two. */
  list(page: PageRequest): Promise<Page<MaintenanceWindow>>;
}
