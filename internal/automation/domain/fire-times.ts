import { durationMs } from './duration.ts';
import { hashFraction } from './hash-fraction.ts';
import type { ScheduleTerms } from './schedule-terms.ts';

/** The first moment after another at which a cron expression fires in a time zone. Throws `RangeError` for what is no expression, or no zone. */
export type NextCronTime = (expression: string, after: Date, timeZone?: string) => Date;

/** What the fire times of a schedule follow from. */
export interface Rhythm extends ScheduleTerms {
  readonly workflowId: string;
  readonly nextCron: NextCronTime;
}

/** A fire time and when it starts, the jitter included. */
export interface Fire {
  readonly fireTime: Date;
  readonly startsAt: Date;
}

/** Several fire times in a row that nothing was started for. */
export interface FireRun {
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

/** Looked at within one transaction. */
const MOST_AT_ONCE = 200;
const MOST_MISSED_AT_ONCE = 2_000;

/** When a schedule that begins now fires first. `after` begins at once: it counts from the end of a run. */
export const firstFire = (rhythm: Rhythm, now: Date): Date | undefined => ('after' in rhythm.schedule ? now : fireAfter(rhythm, now));

/** The fire time that follows another one. */
export function fireAfter({ schedule, timeZone, nextCron }: Rhythm, fireTime: Date): Date | undefined {
  if ('cron' in schedule) return nextCron(schedule.cron, fireTime, timeZone);
  const every = 'every' in schedule ? (durationMs(schedule.every) ?? 0) : 0;
  return every > 0 ? new Date(fireTime.getTime() + every) : undefined;
}

/**
 * When the execution of a fire starts. The jitter is a property of workflow and fire time, so that whoever asks gets the same answer; it never
 * reaches the next fire.
 */
export function startOf(rhythm: Rhythm, fireTime: Date): Date {
  const next = rhythm.jitterMs > 0 ? fireAfter(rhythm, fireTime) : undefined;
  if (!next) return fireTime;
  const span = Math.min(rhythm.jitterMs, next.getTime() - fireTime.getTime());
  return new Date(fireTime.getTime() + Math.floor(span * hashFraction(`${rhythm.workflowId} ${fireTime.toISOString()}`)));
}

/** The next fires, as far as they can be known. */
export function nextFires(rhythm: Rhythm, nextAt: Date | undefined, count: number): readonly Fire[] {
  const fires: Fire[] = [];
  for (let fireTime = nextAt; fireTime && fires.length < count; fireTime = fireAfter(rhythm, fireTime)) fires.push({ fireTime, startsAt: startOf(rhythm, fireTime) });
  return fires;
}

/** The first fire time that starts later than now, from one on: what a pause leaves out is not made up for. */
export function resumedFire(rhythm: Rhythm, nextAt: Date, now: Date): Date {
  if (nextAt > now) return nextAt;
  if ('every' in rhythm.schedule) return everyFrom(rhythm, nextAt, new Date(now.getTime() + 1)) ?? now;
  return fireAfter(rhythm, now) ?? now;
}

/**
 * What is to be done at a moment: fires whose start has come, those that are later than the catch-up window allows, and the fire that follows.
 * Long arrears are gone through in several turns; then the fire that follows has come, too.
 */
export function dueFires(rhythm: Rhythm, from: Date, now: Date): { readonly due: readonly Date[]; readonly missed?: FireRun; readonly next?: Date } {
  const oldest = now.getTime() - rhythm.catchUpMs;
  const missed = missedRun(rhythm, from, oldest);
  const due: Date[] = [];
  let at = missed ? fireAfter(rhythm, missed.last) : from;
  while (at && due.length < MOST_AT_ONCE && startOf(rhythm, at) <= now && (due.length > 0 || !isMissed(rhythm, at, oldest))) {
    due.push(at);
    at = fireAfter(rhythm, at);
  }
  return { due, ...(missed && { missed }), ...(at && { next: at }) };
}

/** The fire times of a period, both ends included; at most `most` and one more. Only `every` and `cron` have any. */
export function firesBetween(rhythm: Rhythm, { from, to, anchor }: { readonly from: Date; readonly to: Date; readonly anchor: Date }, most: number): readonly Date[] {
  const { schedule, timeZone, nextCron } = rhythm;
  const fires: Date[] = [];
  const first = 'cron' in schedule ? nextCron(schedule.cron, new Date(from.getTime() - 1), timeZone) : everyFrom(rhythm, anchor, from);
  for (let at = first; at && at <= to && fires.length <= most; at = fireAfter(rhythm, at)) fires.push(at);
  return fires;
}

const isMissed = (rhythm: Rhythm, fireTime: Date, oldest: number): boolean => !('after' in rhythm.schedule) && startOf(rhythm, fireTime).getTime() < oldest;

function missedRun(rhythm: Rhythm, first: Date, oldest: number): FireRun | undefined {
  const { schedule, jitterMs } = rhythm;
  // An interval may be short and the outage long: those that no jitter saves are counted, not looked at.
  const every = 'every' in schedule ? (durationMs(schedule.every) ?? 0) : 0;
  const certain = every > 0 ? Math.max(0, Math.ceil((oldest - jitterMs - first.getTime()) / every)) : 0;
  let count = certain;
  let last = certain > 0 ? new Date(first.getTime() + (certain - 1) * every) : undefined;
  for (let at = last ? fireAfter(rhythm, last) : first; at && count - certain < MOST_MISSED_AT_ONCE && isMissed(rhythm, at, oldest); at = fireAfter(rhythm, at)) {
    count += 1;
    last = at;
  }
  return last && { count, first, last };
}

/** The first time of an interval's rhythm, which `anchor` is one of, at a moment or after it. */
function everyFrom({ schedule }: Rhythm, anchor: Date, from: Date): Date | undefined {
  const every = 'every' in schedule ? (durationMs(schedule.every) ?? 0) : 0;
  return every > 0 ? new Date(anchor.getTime() + Math.ceil((from.getTime() - anchor.getTime()) / every) * every) : undefined;
}
