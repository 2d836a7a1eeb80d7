import { limit, notFound } from '#pkg/apperror';
import { type Actor, type Clock, type IdGenerator, later, type Page, type PageRequest } from '#internal/kernel';
import { maintenanceAudit } from '../domain/maintenance-change.ts';
import { checkWindow, MAX_MAINTENANCE_WINDOWS, type MaintenanceWindow, type MaintenanceWindowId, type MaintenanceWindowSettings } from '../domain/maintenance-window.ts';
import type { SilenceId } from '../domain/silence.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { requireVersion } from './locked-rule.ts';
import { switchMaintenance, switchOff } from './switch-maintenance.ts';

interface MaintenanceDeps {
  readonly work: AlertingUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

const switchingAt = ({ clock, ids }: MaintenanceDeps) => ({ now: clock.now(), nextId: () => ids.next() as SilenceId });

/** Adds a window, which is on at once when it is its time. Throws `invalid`, or `limit`. */
export const createMaintenanceWindow = (deps: MaintenanceDeps) => (actor: Actor, settings: MaintenanceWindowSettings): Promise<MaintenanceWindow> =>
  deps.work.run(actor, async (scope) => {
    if ((await scope.maintenance.lockAll()) >= MAX_MAINTENANCE_WINDOWS) throw limit(`a tenant has at most ${MAX_MAINTENANCE_WINDOWS} maintenance windows`);
    const now = deps.clock.now();
    const id = deps.ids.next() as MaintenanceWindowId;
    const window: MaintenanceWindow = { ...checkWindow(settings), id, createdBy: actor.subject, createdAt: now, updatedAt: now, version: 1, onSince: null, silenceId: null };
    await scope.maintenance.add(window);
    scope.audit.record(maintenanceAudit('created', window));
    return switchMaintenance(scope, window, switchingAt(deps));
  });

/** Changes a window; one that is on ends, or goes on, as the new settings say. Throws `not_found`, `precondition_failed`, or `invalid`. */
export const updateMaintenanceWindow = (deps: MaintenanceDeps) => (actor: Actor, id: MaintenanceWindowId, settings: MaintenanceWindowSettings, version: number | undefined): Promise<MaintenanceWindow> =>
  deps.work.run(actor, async (scope) => {
    const before = found(await scope.maintenance.lock(id));
    requireVersion(before, version, 'maintenance window');
    const now = later(deps.clock.now(), before.updatedAt);
    // What it did by its old settings ends, or other alerts than these would be held back.
    const ended = before.onSince === null ? before : await switchOff(scope, before, now);
    const after = { ...ended, ...checkWindow(settings), updatedAt: now, version: before.version + 1 };
    await scope.maintenance.save(after);
    scope.audit.record(maintenanceAudit('updated', after, before));
    return switchMaintenance(scope, after, switchingAt(deps));
  });

/** Takes a window away; one that is on ends. Throws `not_found`, or `precondition_failed`. */
export const deleteMaintenanceWindow = (deps: MaintenanceDeps) => (actor: Actor, id: MaintenanceWindowId, version: number | undefined): Promise<void> =>
  deps.work.run(actor, async (scope) => {
    const window = found(await scope.maintenance.lock(id));
    requireVersion(window, version, 'maintenance window');
    if (window.onSince !== null) await switchOff(scope, window, deps.clock.now());
    await scope.maintenance.remove(id);
    scope.audit.record(maintenanceAudit('deleted', window));
  });

/** Throws `not_found`. */
export const getMaintenanceWindow = ({ work }: MaintenanceDeps) => (actor: Actor, id: MaintenanceWindowId): Promise<MaintenanceWindow> => work.read(actor, ({ maintenance }) => maintenance.get(id));

/** One page, newest first. */
export const listMaintenanceWindows = ({ work }: MaintenanceDeps) => (actor: Actor, page: PageRequest): Promise<Page<MaintenanceWindow>> => work.read(actor, ({ maintenance }) => maintenance.list(page));

/** The timer of a window. */
export const passMaintenance = (deps: MaintenanceDeps) => (actor: Actor, id: MaintenanceWindowId, version: number): Promise<void> =>
  deps.work.run(actor, async (scope) => {
    const window = await scope.maintenance.lock(id);
    if (window?.version === version) await switchMaintenance(scope, window, switchingAt(deps));
  });

function found(window: MaintenanceWindow | undefined): MaintenanceWindow {
  if (!window) throw notFound('maintenance window');
  return window;
}
