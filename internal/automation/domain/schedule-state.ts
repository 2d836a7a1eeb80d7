import type { AuditEntry, NewEvent } from '#internal/kernel';
import type { Schedule } from './event-arguments.ts';

export type ScheduleKind = 'every' | 'cron' | 'after' | 'on';
export const SCHEDULE_KINDS = ['every', 'cron', 'after', 'on'] as const;

/** How often a schedule has done what, since it began. */
export interface ScheduleCounts {
  readonly started: number;
  readonly skipped: number;
  readonly missed: number;
  /** Events that never completed a set. */
  readonly expired: number;
}
export const NOTHING_COUNTED: ScheduleCounts = { started: 0, skipped: 0, missed: 0, expired: 0 };

/** How a workflow starts by itself, and when next. */
export interface ScheduleState {
  readonly workflowId: string;
  /** The version that it belongs to, and that it starts. */
  readonly workflowVersion: number;
  readonly kind: ScheduleKind;
  /** The next fire time; absent for events, and for `after` while an execution runs. */
  readonly nextAt?: Date;
  /** When the timer goes off: the fire time with its jitter. */
  readonly startsAt?: Date;
  readonly lastExecutionId?: string;
  /** A fire that waits for the end of the last execution, with the end of its request key. */
  readonly buffered?: { readonly fireTime: Date; readonly key: string };
  readonly pausedAt?: Date;
  readonly pausedBy?: string;
  readonly note?: string;
  /** Events in sets that are not complete. */
  readonly waitingEvents: number;
  readonly counts: ScheduleCounts;
}

/** What a list of schedules may be narrowed to; an absent field allows every value. */
export interface ScheduleFilter {
  readonly kind?: ScheduleKind;
  readonly paused?: boolean;
}

export const scheduleKind = (schedule: Schedule): ScheduleKind => ('every' in schedule ? 'every' : 'cron' in schedule ? 'cron' : 'after' in schedule ? 'after' : 'on');

/** A durable timer. It counts only while the schedule still has this time for its next. */
export const scheduleDue = (workflowId: string, fireTime: Date, startsAt: Date): NewEvent => ({
  type: 'automation.schedule.due',
  aggregateId: `schedule:${workflowId}`,
  data: { workflow_id: workflowId, at: fireTime.toISOString() },
  availableAt: startsAt,
});

/** The request key of an execution that a schedule starts. */
export const scheduledKey = (workflowId: string, what: string): string => `schedule:${workflowId}:${what}`;

export const scheduleChanged = (verb: 'paused' | 'resumed', { workflowId, kind }: ScheduleState, note: string | undefined): AuditEntry => ({
  action: `automation.schedule.${verb}`, entityType: 'workflow', entityId: workflowId, after: { kind, ...(note !== undefined && { note }) },
});

/** Somebody made the schedule fire. */
export const scheduleTriggered = (workflowId: string, after: { readonly outcome: string; readonly execution_id?: string; readonly reason?: string }): AuditEntry => ({
  action: 'automation.schedule.triggered', entityType: 'workflow', entityId: workflowId, after,
});

/** Somebody made up for the fire times of a period. */
export const scheduleBackfilled = (workflowId: string, { from, to, started }: { readonly from: Date; readonly to: Date; readonly started: number }): AuditEntry => ({
  action: 'automation.schedule.backfilled', entityType: 'workflow', entityId: workflowId, after: { from: from.toISOString(), to: to.toISOString(), started },
});
