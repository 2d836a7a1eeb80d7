import type { ErrorDetail } from '#pkg/apperror';
import type { WorkflowDefinition } from './definition.ts';
import { durationMs } from './duration.ts';
import type { NextCronTime } from './schedule-state.ts';

/** Why a schedule cannot be kept; undefined when it can. */
export function scheduleFault(schedule: WorkflowDefinition['schedule'], nextCron: NextCronTime, now: Date): ErrorDetail | undefined {
  if (!schedule) return undefined;
  if ('cron' in schedule) {
    try {
      nextCron(schedule.cron, now);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { field: '/schedule/cron', reason: `is no cron expression: ${error.message}` };
    }
  }
  const [kind, duration] = 'every' in schedule ? ['every', schedule.every] as const : 'after' in schedule ? ['after', schedule.after] as const : [undefined, undefined];
  if (duration !== undefined && (durationMs(duration) ?? 0) < 1000) return { field: `/schedule/${kind}`, reason: 'must be at least a second' };
  if ('on' in schedule) {
    const text = JSON.stringify(schedule.on);
    if (/\$\{[^"]*\$(?:workflow|context|task|runtime|input)\b/.test(text)) return { field: '/schedule/on', reason: 'must not use variables: there is no execution yet' };
    if ('any' in schedule.on && (typeof schedule.on.until === 'string' || schedule.on.until === false)) return { field: '/schedule/on/any/until', reason: 'must be events here: there is no execution yet that could evaluate a condition' };
  }
  return undefined;
}
