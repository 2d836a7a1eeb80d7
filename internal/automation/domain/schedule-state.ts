import type { AuditEntry, NewEvent } from '#internal/kernel';
import { durationMs } from './duration.ts';
import type { Schedule } from './event-arguments.ts';

export type ScheduleKind = 'every' | 'cron' | 'after' | 'on';

/** How a workflow starts by itself, and when next. */
export interface ScheduleState {
  readonly workflowId: string;
  /** The version that it belongs to, and that it starts. */
  readonly workflowVersion: number;
  readonly kind: ScheduleKind;
  /** When the timer goes off; absent for events, and for `after` while an execution runs. */
  readonly nextAt?: Date;
  readonly lastExecutionId?: string;
  readonly pausedAt?: Date;
  readonly pausedBy?: string;
  readonly note?: string;
}

/** The moment that follows another in a cron expression. Throws `RangeError` for what is none. */
export type NextCronTime = (expression: string, after: Date) => Date;

/** A fire that comes later than this is left out: the next one follows. */
export const CATCH_UP_MS = 60 * 60_000;

export const scheduleKind = (schedule: Schedule): ScheduleKind => ('every' in schedule ? 'every' : 'cron' in schedule ? 'cron' : 'after' in schedule ? 'after' : 'on');

/** When a schedule that begins now fires first. `after` begins at once: it counts from the end of a run. */
export const firstFire = (schedule: Schedule, now: Date, nextCron: NextCronTime): Date | undefined => ('after' in schedule ? now : fireAfter(schedule, now, now, nextCron));

/** The fire that follows `last`, later than now: what was missed is not made up for one by one. */
export function fireAfter(schedule: Schedule, last: Date, now: Date, nextCron: NextCronTime): Date | undefined {
  if ('cron' in schedule) return nextCron(schedule.cron, last > now ? last : now);
  if (!('every' in schedule)) return undefined;
  const every = durationMs(schedule.every) ?? 0;
  if (every <= 0) return undefined;
  const missed = Math.max(0, Math.floor((now.getTime() - last.getTime()) / every));
  return new Date(last.getTime() + (missed + 1) * every);
}

/** The next times at which it fires, as far as they can be known. */
export function nextFires(schedule: Schedule, { nextAt, pausedAt }: ScheduleState, count: number, nextCron: NextCronTime): readonly Date[] {
  const fires: Date[] = [];
  for (let at = pausedAt ? undefined : nextAt; at && fires.length < count; at = fireAfter(schedule, at, at, nextCron)) fires.push(at);
  return fires;
}

/** A durable timer. It counts only while the schedule still has this time for its next. */
export const scheduleDue = (workflowId: string, at: Date): NewEvent => ({
  type: 'automation.schedule.due',
  aggregateId: `schedule:${workflowId}`,
  data: { workflow_id: workflowId, at: at.toISOString() },
  availableAt: at,
});

/** The beginning of the request keys of executions that a schedule starts. */
export const scheduledKey = (workflowId: string, what: string): string => `schedule:${workflowId}:${what}`;

export const scheduleChanged = (verb: 'paused' | 'resumed', { workflowId, kind, note }: ScheduleState): AuditEntry => ({
  action: `automation.schedule.${verb}`, entityType: 'workflow', entityId: workflowId, after: { kind, ...(note !== undefined && { note }) },
});
