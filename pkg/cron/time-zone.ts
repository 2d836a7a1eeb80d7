const DAY_MS = 24 * 60 * 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A time zone of the IANA database and how its clocks go. A wall time is written as the `Date` that shows it in UTC.
 * Throws `RangeError` for a name that is not in the database.
 */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat | undefined;

  constructor(name: string) {
    this.#format = name === 'UTC' ? undefined : formatOf(name);
  }

  /** What the clocks of the zone show at a moment. */
  wallOf(moment: Date): Date {
    return new Date(moment.getTime() + this.#offsetAt(moment.getTime()));
  }

  /**
   * When the clocks show this for the first time. A time that they skip (summer time begins) is the moment at which they skip it, one that
   * they show twice (summer time ends) the first of the two.
   */
  firstMomentOf(wall: Date): Date {
    const [before, after] = this.#offsetsAround(wall);
    // The larger offset is the earlier moment.
    for (const offset of [Math.max(before, after), Math.min(before, after)]) {
      const moment = wall.getTime() - offset;
      if (this.#offsetAt(moment) === offset) return new Date(moment);
    }
    return this.nextChange(new Date(wall.getTime() - DAY_MS), 2 * DAY_MS) ?? wall;
  }

  /** When the clocks show this for the second time; undefined for a time that comes once or never. */
  secondMomentOf(wall: Date): Date | undefined {
    const first = this.firstMomentOf(wall);
    const second = wall.getTime() - Math.min(...this.#offsetsAround(wall));
    return second > first.getTime() && this.wallOf(new Date(second)).getTime() === wall.getTime() ? new Date(second) : undefined;
  }

  /** The moment, to the second, at which the clocks are changed within so many milliseconds after another; undefined when they are not. */
  nextChange(after: Date, withinMs: number): Date | undefined {
    const offset = this.#offsetAt(after.getTime());
    if (this.#offsetAt(after.getTime() + withinMs) === offset) return undefined;
    let [early, late] = [Math.floor(after.getTime() / 1000), Math.ceil((after.getTime() + withinMs) / 1000)];
    while (late - early > 1) {
      const middle = Math.floor((early + late) / 2);
      if (this.#offsetAt(middle * 1000) === offset) early = middle;
      else late = middle;
    }
    return new Date(late * 1000);
  }

  #offsetsAround(wall: Date): readonly [before: number, after: number] {
    return [this.#offsetAt(wall.getTime() - DAY_MS), this.#offsetAt(wall.getTime() + DAY_MS)];
  }

  /** Milliseconds that the clocks are ahead of UTC. */
  #offsetAt(moment: number): number {
    if (!this.#format) return 0;
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(moment)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
  }
}

function formatOf(name: string): Intl.DateTimeFormat {
  const known = formats.get(name);
  if (known) return known;
  // Intl takes offsets such as +02:00, too, and those are no names of the database.
  if (!/^[A-Za-z]/.test(name)) throw new RangeError(`'${name}' is no time zone of the IANA database`);
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  } catch (error) {
    throw new RangeError(`'${name}' is no time zone of the IANA database`, { cause: error });
  }
  formats.set(name, format);
  return format;
}
