import type { Actor, Clock } from '#internal/kernel';
import { compileMatchers } from '#pkg/matchers';
import type { Labels } from '../domain/labels.ts';
import { occurrenceAt, type MaintenanceWindow } from '../domain/maintenance-window.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

/** The window that holds remediation of alerts with these labels back now; undefined when nothing does. */
export type HeldBack = (actor: Actor, labels: Labels) => Promise<Pick<MaintenanceWindow, 'id' | 'name'> | undefined>;

export function heldBack({ work, clock }: { readonly work: AlertingUnitOfWork; readonly clock: Clock }): HeldBack {
  return async (actor, labels) => {
    const now = clock.now();
    const windows = await work.read(actor, ({ maintenance }) => maintenance.listEnabled());
    return windows.find((window) => window.effect === 'maintenance' && window.holdRemediation && occurrenceAt(window, now) !== undefined && compileMatchers(window.matchers)(labels));
  };
}
