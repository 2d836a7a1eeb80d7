import type { NamedTimeIntervals, NumberRange, TimeInterval } from './time-interval.ts';
import { type ZonedTime, zonedTime } from './zoned-time.ts';

/** Whether a time (milliseconds since 1970) lies in the interval. */
export function containsTime(interval: TimeInterval, timeMs: number): boolean {
  const time = zonedTime(timeMs, interval.zone);
  const { times, weekdays, daysOfMonth, months, years } = interval;
  return (
    (times?.some(({ begin, end }) => time.minuteOfDay >= begin && time.minuteOfDay < end) ?? true) &&
    (daysOfMonth?.some((range) => containsDay(range, time)) ?? true) &&
    (months?.some((range) => contains(range, time.month)) ?? true) &&
    (weekdays?.some((range) => contains(range, time.weekday)) ?? true) &&
    (years?.some((range) => contains(range, time.year)) ?? true)
  );
}

const contains = ({ begin, end }: NumberRange, value: number): boolean => value >= begin && value <= end;

/** A range that begins after the end of the month contains no day of it; one that goes beyond its end, all that are left. */
function containsDay({ begin, end }: NumberRange, { day, daysInMonth }: ZonedTime): boolean {
  const fromStart = (number: number): number => (number < 0 ? daysInMonth + number + 1 : number);
  return contains({ begin: fromStart(begin), end: fromStart(end) }, day);
}

/** Which of the named intervals contain the time, in the order of `names`; those that do not exist contain none. */
export function containingIntervals(names: readonly string[], known: ReadonlyMap<string, NamedTimeIntervals>, timeMs: number): string[] {
  return names.filter((name) => known.get(name)?.intervals.some((interval) => containsTime(interval, timeMs)) ?? false);
}

/** What time intervals of a route do to it at a time. */
export interface TimeMuting {
  readonly muted: boolean;
  /** `mute_time`: these intervals contain the time; `active_time`: none of these does. */
  readonly by: 'mute_time' | 'active_time' | undefined;
  readonly names: readonly string[];
}

/** Whether a route is silent at a time: outside of all its active intervals, or inside of one that mutes it. */
export function timeMuting(
  route: { readonly activeTimeIntervals: readonly string[]; readonly muteTimeIntervals: readonly string[] },
  known: ReadonlyMap<string, NamedTimeIntervals>,
  timeMs: number,
): TimeMuting {
  const { activeTimeIntervals, muteTimeIntervals } = route;
  if (activeTimeIntervals.length > 0 && containingIntervals(activeTimeIntervals, known, timeMs).length === 0) return { muted: true, by: 'active_time', names: activeTimeIntervals };
  const muting = containingIntervals(muteTimeIntervals, known, timeMs);
  return muting.length > 0 ? { muted: true, by: 'mute_time', names: muting } : { muted: false, by: undefined, names: [] };
}
