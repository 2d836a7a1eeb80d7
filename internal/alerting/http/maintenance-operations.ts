import type { Clock } from '#internal/kernel';
import { type components, pageJson, pageRequest, type Operations } from '#internal/platform/http';
import { type MaintenanceWindow, type MaintenanceWindowId, type MaintenanceWindowSettings, nextStart } from '../domain/maintenance-window.ts';
import type { createMaintenanceWindow, deleteMaintenanceWindow, getMaintenanceWindow, listMaintenanceWindows, updateMaintenanceWindow } from '../service/manage-maintenance.ts';
import { toTimeInterval, toTimeIntervalJson } from './time-interval-json.ts';

interface Use {
  readonly listMaintenanceWindows: ReturnType<typeof listMaintenanceWindows>;
  readonly createMaintenanceWindow: ReturnType<typeof createMaintenanceWindow>;
  readonly getMaintenanceWindow: ReturnType<typeof getMaintenanceWindow>;
  readonly updateMaintenanceWindow: ReturnType<typeof updateMaintenanceWindow>;
  readonly deleteMaintenanceWindow: ReturnType<typeof deleteMaintenanceWindow>;
}

export function maintenanceOperations(use: Use, clock: Clock): Pick<Operations, keyof Use> {
  const json = (window: MaintenanceWindow) => toWindowJson(window, clock.now());
  const answer = (window: MaintenanceWindow) => ({ status: 200, body: json(window), etag: window.version }) as const;
  return {
    async listMaintenanceWindows({ actor, query }) {
      const page = await use.listMaintenanceWindows(actor, pageRequest('listMaintenanceWindows', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listMaintenanceWindows', query, page, json) };
    },

    async createMaintenanceWindow({ actor, body }) {
      const window = await use.createMaintenanceWindow(actor, toSettings(body, clock.now()));
      return { status: 201, body: json(window), etag: window.version, location: `/api/v1/maintenance-windows/${window.id}` };
    },

    async getMaintenanceWindow({ actor, path }) {
      return answer(await use.getMaintenanceWindow(actor, path.windowId as MaintenanceWindowId));
    },

    async updateMaintenanceWindow({ actor, path, body, ifMatch }) {
      return answer(await use.updateMaintenanceWindow(actor, path.windowId as MaintenanceWindowId, toSettings(body, clock.now()), ifMatch));
    },

    async deleteMaintenanceWindow({ actor, path, ifMatch }) {
      await use.deleteMaintenanceWindow(actor, path.windowId as MaintenanceWindowId, ifMatch);
      return { status: 204 };
    },
  };
}

const toSettings = (body: components['schemas']['WriteMaintenanceWindow'], now: Date): MaintenanceWindowSettings => ({
  name: body.name,
  matchers: body.matchers,
  comment: body.comment ?? '',
  effect: body.effect ?? 'maintenance',
  holdRemediation: (body.effect ?? 'maintenance') === 'maintenance' && (body.hold_remediation ?? true),
  enabled: body.enabled ?? true,
  startsAt: body.starts_at === undefined ? now : new Date(body.starts_at),
  endsAt: body.ends_at === undefined || body.ends_at === null ? null : new Date(body.ends_at),
  intervals: (body.intervals ?? []).map(toTimeInterval),
});

const toWindowJson = (window: MaintenanceWindow, now: Date) => ({
  id: window.id,
  name: window.name,
  matchers: window.matchers.map(({ name, op, value }) => ({ name, op, value })),
  comment: window.comment,
  effect: window.effect,
  hold_remediation: window.holdRemediation,
  enabled: window.enabled,
  starts_at: window.startsAt.toISOString(),
  ends_at: window.endsAt?.toISOString() ?? null,
  intervals: window.intervals.map(toTimeIntervalJson),
  on_since: window.onSince?.toISOString() ?? null,
  next_start_at: window.onSince ? null : (nextStart(window, now)?.toISOString() ?? null),
  silence_id: window.silenceId,
  created_by: window.createdBy,
  created_at: window.createdAt.toISOString(),
  updated_at: window.updatedAt.toISOString(),
  version: window.version,
});
