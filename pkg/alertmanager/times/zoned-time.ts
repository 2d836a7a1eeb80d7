import { BoundedCache } from '#pkg/matchers';

/** A point in time as a wall shows it. */
export interface ZonedTime {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly daysInMonth: number;
}

const formats = new BoundedCache<string, Intl.DateTimeFormat>(200);

/** What calendar and clock show in a zone at a point in time (milliseconds since 1970). */
export function zonedTime(timeMs: number, zone: string): ZonedTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = zone === 'UTC' ? utcParts(timeMs) : zoneParts(timeMs, zone);
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(), minuteOfDay: hour * 60 + minute, daysInMonth: new Date(Date.UTC(year, month, 0)).getUTCDate() };
}

function utcParts(timeMs: number): number[] {
  const time = new Date(timeMs);
  return [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate(), time.getUTCHours(), time.getUTCMinutes()];
}

function zoneParts(timeMs: number, zone: string): number[] {
  const format = formats.getOrMake(
    zone,
    () => new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }),
  );
  const parts = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]));
  return (['year', 'month', 'day', 'hour', 'minute'] as const).map((type) => parts.get(type) ?? 0);
}
