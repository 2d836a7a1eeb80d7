import { TimeZone } from '#pkg/cron';

const QUARTER_MS = 15 * 60_000;
const HOUR_MS = 60 * 60_000;
const DAY_HOURS = 24;
const WEEK_HOURS = 7 * DAY_HOURS;
/** 1970 began on a Thursday, three days after a Monday. */
const MONDAY = 3 * DAY_HOURS;

/** An hour as the clocks of a place show it. */
export interface LocalHour {
  /** 0 to 167; 0 begins on Mondays at midnight. */
  readonly hourOfWeek: number;
  /** Grows by one every week and every day. */
  readonly week: number;
  readonly day: number;
}

/** Tells hours as clocks show them: an hour that is shown twice when summer time ends is one hour, and one that is skipped does not come. */
export class LocalHours {
  readonly #zone: TimeZone;
  readonly #known = new Map<number, LocalHour>();

  /** `timeZone`: a name of the IANA database; throws `RangeError` for another one. */
  constructor(timeZone: string) {
    this.#zone = new TimeZone(timeZone);
  }

  /** Clocks are changed, and are ahead of UTC, by whole quarters of an hour: one question per quarter is enough. */
  at(timestampMs: number): LocalHour {
    const quarter = Math.floor(timestampMs / QUARTER_MS);
    const known = this.#known.get(quarter);
    if (known) return known;
    const hours = Math.floor(this.#zone.wallOf(new Date(quarter * QUARTER_MS)).getTime() / HOUR_MS) + MONDAY;
    const week = Math.floor(hours / WEEK_HOURS);
    const hour = { hourOfWeek: hours - week * WEEK_HOURS, week, day: Math.floor(hours / DAY_HOURS) };
    this.#known.set(quarter, hour);
    return hour;
  }
}

export const hourOfDay = ({ hourOfWeek }: LocalHour): number => hourOfWeek % DAY_HOURS;

const weekdays = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** "Mondays from 14:00 to 15:00" */
export const weeklyText = (hour: LocalHour): string => `${weekdays[Math.floor(hour.hourOfWeek / DAY_HOURS)]} ${dailyText(hour)}`;

/** "from 14:00 to 15:00" */
export function dailyText(hour: LocalHour): string {
  const begins = hourOfDay(hour);
  return `from ${twoDigits(begins)}:00 to ${twoDigits(begins + 1)}:00`;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
