import { asText, type GoFunction, GoObject, type GoValue } from './go-value.ts';
import { formatGoTime } from './time-layout.ts';
import { zoneOffset } from './zone-offset.ts';

const method = (params: readonly string[], call: (...args: GoValue[]) => GoValue): GoFunction => ({ params, call: (args) => call(...args) });
const whole = (value: number): bigint => BigInt(Math.trunc(value));

/** A length of time in nanoseconds, or a pointer to one. */
export class GoDuration extends GoObject {
  constructor(
    readonly nanoseconds: bigint,
    readonly typeName: 'time.Duration' | '*time.Duration' = 'time.Duration',
  ) {
    super();
  }

  get seconds(): number {
    return Number(this.nanoseconds) / 1e9;
  }

  override method(name: string): GoFunction | undefined {
    const units: Readonly<Record<string, number>> = { Seconds: 1e9, Minutes: 60e9, Hours: 3600e9 };
    const unit = Object.hasOwn(units, name) ? units[name] : undefined;
    if (unit !== undefined) return method([], () => Number(this.nanoseconds) / unit);
    switch (name) {
      case 'String':
        return method([], () => this.toString());
      case 'Nanoseconds':
        return method([], () => this.nanoseconds);
      case 'Microseconds':
        return method([], () => this.nanoseconds / 1_000n);
      case 'Milliseconds':
        return method([], () => this.nanoseconds / 1_000_000n);
      case 'Abs':
        return method([], () => new GoDuration(this.nanoseconds < 0n ? -this.nanoseconds : this.nanoseconds));
      case 'Truncate':
        return method(['time.Duration'], (unit) => new GoDuration(truncate(this.nanoseconds, nanosecondsOf(unit))));
      case 'Round':
        return method(['time.Duration'], (unit) => new GoDuration(roundTo(this.nanoseconds, nanosecondsOf(unit))));
      default:
        return undefined;
    }
  }

  toString(): string {
    const total = this.nanoseconds < 0n ? -this.nanoseconds : this.nanoseconds;
    const sign = this.nanoseconds < 0n ? '-' : '';
    if (total === 0n) return '0s';
    if (total < 1_000n) return `${sign}${total}ns`;
    if (total < 1_000_000n) return `${sign}${decimal(total, 1_000n)}µs`;
    if (total < 1_000_000_000n) return `${sign}${decimal(total, 1_000_000n)}ms`;
    const seconds = total / 1_000_000_000n;
    const [hours, minutes] = [seconds / 3600n, (seconds / 60n) % 60n];
    const rest = `${decimal(total % 60_000_000_000n, 1_000_000_000n)}s`;
    return sign + (hours > 0n ? `${hours}h${minutes}m${rest}` : minutes > 0n ? `${minutes}m${rest}` : rest);
  }
}

const decimal = (value: bigint, unit: bigint): string => {
  const fraction = (value % unit).toString().padStart(unit.toString().length - 1, '0').replace(/0+$/, '');
  return `${value / unit}${fraction === '' ? '' : `.${fraction}`}`;
};

const truncate = (value: bigint, unit: bigint): bigint => (unit <= 0n ? value : value - (value % unit));
const roundTo = (value: bigint, unit: bigint): bigint => {
  if (unit <= 0n) return value;
  const size = value < 0n ? -value : value;
  const rounded = ((2n * size + unit) / (2n * unit)) * unit;
  return value < 0n ? -rounded : rounded;
};

const nanosecondsOf = (value: GoValue): bigint => (value instanceof GoDuration ? value.nanoseconds : typeof value === 'bigint' ? value : 0n);

/** A name among numbers, as a month. */
class NamedNumber extends GoObject {
  constructor(
    readonly typeName: string,
    private readonly name: string,
  ) {
    super();
  }

  override method(name: string): GoFunction | undefined {
    return name === 'String' ? method([], () => this.name) : undefined;
  }

  toString(): string {
    return this.name;
  }
}

/** A moment, as the clocks of a zone show it, or a pointer to one. */
export class GoTime extends GoObject {
  constructor(
    readonly unixNanoseconds: bigint,
    readonly typeName: 'time.Time' | '*time.Time' = 'time.Time',
    /** A name of the IANA database. */
    readonly zone = 'UTC',
  ) {
    super();
  }

  /** What the clocks show, as if they were in UTC. */
  private get date(): Date {
    const timeMs = Number(floorDivide(this.unixNanoseconds, 1_000_000n));
    return new Date(timeMs + zoneOffset(timeMs, this.zone).minutes * 60_000);
  }

  override method(name: string): GoFunction | undefined {
    const { date, unixNanoseconds: at, zone } = this;
    const parts: Readonly<Record<string, () => GoValue>> = {
      String: () => this.toString(),
      Unix: () => floorDivide(at, 1_000_000_000n),
      UnixMilli: () => floorDivide(at, 1_000_000n),
      UnixMicro: () => floorDivide(at, 1_000n),
      UnixNano: () => at,
      UTC: () => new GoTime(at),
      Local: () => new GoTime(at),
      Year: () => whole(date.getUTCFullYear()),
      Month: () => new NamedNumber('time.Month', formatGoTime(at, 'January', zone)),
      Weekday: () => new NamedNumber('time.Weekday', formatGoTime(at, 'Monday', zone)),
      Day: () => whole(date.getUTCDate()),
      Hour: () => whole(date.getUTCHours()),
      Minute: () => whole(date.getUTCMinutes()),
      Second: () => whole(date.getUTCSeconds()),
      Nanosecond: () => at - floorDivide(at, 1_000_000_000n) * 1_000_000_000n,
      YearDay: () => BigInt(formatGoTime(at, '002', zone)),
      IsZero: () => at === -62_135_596_800_000_000_000n,
    };
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    return part ? method([], part) : this.withArguments(name);
  }

  private withArguments(name: string): GoFunction | undefined {
    const { date, unixNanoseconds: at, zone } = this;
    const other = (value: GoValue): bigint => (value instanceof GoTime ? value.unixNanoseconds : 0n);
    switch (name) {
      case 'Format':
        return method(['string'], (layout) => formatGoTime(at, asText(layout), zone));
      case 'Add':
        return method(['time.Duration'], (duration) => new GoTime(at + nanosecondsOf(duration), 'time.Time', zone));
      case 'AddDate':
        return method(['int', 'int', 'int'], (years, months, days) => {
          const moved = new Date(date);
          moved.setUTCFullYear(date.getUTCFullYear() + Number(years), date.getUTCMonth() + Number(months), date.getUTCDate() + Number(days));
          return new GoTime(at + BigInt(moved.getTime() - date.getTime()) * 1_000_000n, 'time.Time', zone);
        });
      case 'Sub':
        return method(['time.Time'], (time) => new GoDuration(at - other(time)));
      case 'Before':
        return method(['time.Time'], (time) => at < other(time));
      case 'After':
        return method(['time.Time'], (time) => at > other(time));
      case 'Equal':
        return method(['time.Time'], (time) => at === other(time));
      case 'Truncate':
        return method(['time.Duration'], (unit) => new GoTime(truncate(at, nanosecondsOf(unit)), 'time.Time', zone));
      default:
        return undefined;
    }
  }

  toString(): string {
    return formatGoTime(this.unixNanoseconds, '2006-01-02 15:04:05.999999999 -0700 MST', this.zone);
  }
}

const floorDivide = (value: bigint, by: bigint): bigint => (value >= 0n ? value / by : -((-value + by - 1n) / by));
