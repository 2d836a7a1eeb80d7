import { compileMatchers } from '#pkg/matchers';
import { isOverAt } from '../domain/flush.ts';
import { occurrenceAt } from '../domain/maintenance-window.ts';
import type { MuteStage } from './mute-stages.ts';

/** Alerts of systems under maintenance: that they fire is not told, that they are over is. */
export const maintenanceStage: MuteStage = {
  name: 'maintenance',
  async prepare({ maintenance }, { now }) {
    const windows = (await maintenance.listEnabled()).flatMap((window) => {
      const occurrence = window.effect === 'maintenance' ? occurrenceAt(window, now) : undefined;
      return occurrence ? [{ window, until: occurrence.until, matches: compileMatchers(window.matchers) }] : [];
    });
    return (alert) =>
      isOverAt(alert, now)
        ? []
        : windows
            .filter(({ matches }) => matches(alert.labels))
            .map(({ window: { id, name }, until }) => ({ stage: 'maintenance' as const, id, name, ...(until && { until }), words: `under maintenance (${name})${until ? ` until ${until.toISOString()}` : ''}` }));
  },
};
