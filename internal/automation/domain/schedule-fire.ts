import type { Brand } from '#internal/kernel';
import type { FireRun } from './fire-times.ts';

export type ScheduleFireId = Brand<string, 'ScheduleFireId'>;
/** What brought a fire about: its time, a person, a person who asked for a period, or events. */
export type FireSource = 'timer' | 'trigger' | 'backfill' | 'events';
export const FIRE_OUTCOMES = ['started', 'buffered', 'skipped', 'missed', 'expired'] as const;
/** `buffered` waits for the end of an execution and then has another record; `missed` came too late; `expired` are events that never completed a set. */
export type FireOutcome = (typeof FIRE_OUTCOMES)[number];

/** What became of a fire, or of several in a row that nothing was started for. */
export interface ScheduleFire {
  readonly id: ScheduleFireId;
  readonly workflowId: string;
  readonly source: FireSource;
  readonly outcome: FireOutcome;
  readonly fireTime: Date;
  /** The last one, where the record stands for several. */
  readonly lastFireTime?: Date;
  readonly count: number;
  /** Why nothing was started. */
  readonly reason?: string;
  readonly executionId?: string;
  readonly createdAt: Date;
}

/** How many of a workflow's fires are kept. */
export const FIRES_KEPT = 500;

/** Adds a fire to the record; one that was left out like the one before it is counted there. */
export function recorded(fires: readonly ScheduleFire[], fire: ScheduleFire): readonly ScheduleFire[] {
  const before = fires.at(-1);
  if (before?.outcome !== 'skipped' || fire.outcome !== 'skipped' || before.reason !== fire.reason || before.source !== fire.source) return [...fires, fire];
  return [...fires.slice(0, -1), { ...before, count: before.count + fire.count, lastFireTime: fire.lastFireTime ?? fire.fireTime }];
}

/** The fields of a record that stands for a run of fires. */
export const runOf = ({ count, first, last }: FireRun): Pick<ScheduleFire, 'count' | 'fireTime' | 'lastFireTime'> => ({ count, fireTime: first, ...(count > 1 && { lastFireTime: last }) });
