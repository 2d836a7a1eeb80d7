import type { TimeIntervalConfig } from '#pkg/alertmanager';
import { invalid } from '#pkg/apperror';
import type { Matcher } from '#pkg/matchers';
import type { Brand } from '#internal/kernel';
import { checkText } from './labels.ts';
import { checkMatchers } from './silence-check.ts';
import type { SilenceId } from './silence.ts';
import { isWithin, nextTurn, parseTimeIntervals } from './time-windows.ts';

export type MaintenanceWindowId = Brand<string, 'MaintenanceWindowId'>;

/** Windows that one tenant may have. */
export const MAX_MAINTENANCE_WINDOWS = 500;

/**
 * What a window does to alerts that match while it is on. `maintenance`: nobody is told that they fire, that they are over is told, and what still fires at the end is notified then.
 * `silence`: each occurrence is a silence, which amtool shows, too.
 */
export const WINDOW_EFFECTS = ['maintenance', 'silence'] as const;
export type WindowEffect = (typeof WINDOW_EFFECTS)[number];

/** What people decide about a window. */
export interface MaintenanceWindowSettings {
  readonly name: string;
  readonly matchers: readonly Matcher[];
  readonly comment: string;
  readonly effect: WindowEffect;
  /** Remediation that starts by itself waits for the end, too; of the effect `maintenance` only. */
  readonly holdRemediation: boolean;
  readonly enabled: boolean;
  /** When it is on, or, of a recurring one, from when and until when it recurs; `null`: without an end. */
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  /** It is on while one of them contains the time; empty: once, from start to end. */
  readonly intervals: readonly TimeIntervalConfig[];
}

/** A time of work on systems, of which alerts tell nothing new. */
export interface MaintenanceWindow extends MaintenanceWindowSettings {
  readonly id: MaintenanceWindowId;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
  /** Since when it is on, as far as that was told; `null`: it is off. */
  readonly onSince: Date | null;
  /** The silence of the occurrence that is on. */
  readonly silenceId: SilenceId | null;
}

/** A time during which a window is on; `until` is `null` when no end is in sight. */
export interface Occurrence {
  readonly from: Date;
  readonly until: Date | null;
}

/** Throws `invalid` with the field. */
export function checkWindow(settings: MaintenanceWindowSettings): MaintenanceWindowSettings {
  checkText(settings.name, '/name', 200);
  checkText(settings.comment, '/comment', 4096);
  checkMatchers(settings.matchers);
  const intervals = parseTimeIntervals(settings.intervals, '/intervals');
  const { startsAt, endsAt } = settings;
  if (intervals.length === 0 && endsAt === null) throw invalid('/ends_at', 'a window that does not recur needs an end');
  if (endsAt && endsAt <= startsAt) throw invalid('/ends_at', 'is not after the start');
  if (startsAt.getUTCFullYear() > 9998 || (endsAt && endsAt.getUTCFullYear() > 9998)) throw invalid('/starts_at', 'is too far away');
  return settings;
}

/** The occurrence that is on at a time. */
export function occurrenceAt(window: MaintenanceWindowSettings, now: Date): Occurrence | undefined {
  const { enabled, startsAt, endsAt, intervals: configs } = window;
  if (!enabled || now < startsAt || (endsAt !== null && now >= endsAt)) return undefined;
  if (configs.length === 0) return { from: startsAt, until: endsAt };
  const intervals = parseTimeIntervals(configs, '/intervals');
  if (!isWithin(intervals, now)) return undefined;
  return { from: now, until: earlier(nextTurn(intervals, false, now), endsAt) };
}

/** When it is on next, after a time at which it is off; undefined when that is not in sight. */
export function nextStart(window: MaintenanceWindowSettings, now: Date): Date | undefined {
  const { enabled, startsAt, endsAt, intervals: configs } = window;
  if (!enabled || (endsAt !== null && now >= endsAt)) return undefined;
  if (configs.length === 0) return startsAt > now ? startsAt : undefined;
  const intervals = parseTimeIntervals(configs, '/intervals');
  if (startsAt > now && isWithin(intervals, startsAt)) return startsAt;
  const next = nextTurn(intervals, true, startsAt > now ? startsAt : now);
  return next && (endsAt === null || next < endsAt) ? next : undefined;
}

/** When somebody has to look at it again; undefined when nothing will happen by itself. */
export function nextLook(window: MaintenanceWindowSettings, now: Date): Date | undefined {
  const occurrence = occurrenceAt(window, now);
  return occurrence ? (occurrence.until ?? undefined) : nextStart(window, now);
}

const earlier = (a: Date | undefined, b: Date | null): Date | null => (a === undefined ? b : b !== null && b < a ? b : a);
