import { containsTime, parseTimeInterval, type TimeInterval, type TimeIntervalConfig, TimeIntervalError, zonedTime } from '#pkg/alertmanager';
import { invalid } from '#pkg/apperror';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** Intervals of one window, and times of day of one interval: the search for its ends looks at each. */
export const MAX_INTERVALS = 16;
const MAX_TIMES = 16;

/** How far ahead ends are looked for: the day that comes every four years is in it. */
const HORIZON_MS = 1500 * 86_400_000;

/** Reads time intervals as people write them. Throws `invalid` with the field. */
export function parseTimeIntervals(configs: readonly TimeIntervalConfig[], field: string): readonly TimeInterval[] {
  if (configs.length > MAX_INTERVALS) throw invalid(field, `has more than ${MAX_INTERVALS} entries`);
  return configs.map((config, index) => {
    if ((config.times?.length ?? 0) > MAX_TIMES) throw invalid(`${field}/${index}/times`, `has more than ${MAX_TIMES} entries`);
    try {
      return parseTimeInterval(config);
    } catch (error) {
      throw error instanceof TimeIntervalError ? invalid(`${field}/${index}${theirField(error.field)}`, error.message) : error;
    }
  });
}

// As our API spells it.
const theirField = (pointer: string): string => pointer.replace('/daysOfMonth', '/days_of_month');

/** Whether one of the intervals contains the time. */
export const isWithin = (intervals: readonly TimeInterval[], time: Date): boolean => intervals.some((interval) => containsTime(interval, time.getTime()));

/**
 * The first time after `from` at which being within the intervals becomes `wanted`; undefined when it does not within four years. What intervals contain changes at the minutes of the day that
 * they name, at midnight, and where clocks are changed: these times are looked at, one after the other.
 */
export function nextTurn(intervals: readonly TimeInterval[], wanted: boolean, from: Date): Date | undefined {
  const zones = boundariesByZone(intervals);
  const end = from.getTime() + HORIZON_MS;
  let now = Math.floor(from.getTime() / MINUTE_MS) * MINUTE_MS;
  let before = isWithin(intervals, from);
  while (now < end && zones.length > 0) {
    const next = Math.min(...zones.map(({ zone, minutes }) => nextBoundary(now, zone, minutes)));
    const within = isWithin(intervals, new Date(next));
    if (within !== before && within === wanted) return new Date(next);
    before = within;
    now = next;
  }
  return undefined;
}

interface Boundaries {
  readonly zone: string;
  /** Minutes of the day, ascending, midnight at the end among them. */
  readonly minutes: readonly number[];
}

function boundariesByZone(intervals: readonly TimeInterval[]): readonly Boundaries[] {
  const zones = new Map<string, Set<number>>();
  for (const { zone, times = [] } of intervals) {
    const minutes = zones.get(zone) ?? new Set([DAY_MINUTES]);
    for (const { begin, end } of times) minutes.add(begin).add(end);
    zones.set(zone, minutes);
  }
  return [...zones].map(([zone, minutes]) => ({ zone, minutes: [...minutes].sort((a, b) => a - b) }));
}

function nextBoundary(now: number, zone: string, minutes: readonly number[]): number {
  const { minuteOfDay } = zonedTime(now, zone);
  const boundary = minutes.find((minute) => minute > minuteOfDay) ?? DAY_MINUTES;
  const next = now + (boundary - minuteOfDay) * MINUTE_MS;
  return zonedTime(next, zone).minuteOfDay === boundary % DAY_MINUTES ? next : clockChange(now, next, zone, minuteOfDay);
}

// Clocks were changed on the way: the minute at which they do not show what they would.
function clockChange(now: number, next: number, zone: string, minuteOfDay: number): number {
  let [early, late] = [0, Math.round((next - now) / MINUTE_MS)];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (zonedTime(now + middle * MINUTE_MS, zone).minuteOfDay === (minuteOfDay + middle) % DAY_MINUTES) early = middle;
    else late = middle;
  }
  return now + late * MINUTE_MS;
}
