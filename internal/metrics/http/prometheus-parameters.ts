import { PrometheusError } from '#internal/platform/http';
import { parseDuration } from '#pkg/promql';

/** The earliest and the latest moment that may be asked for; what lies beyond counts as them. */
export const MIN_TIME_MS = -8_640_000_000_000_000;
export const MAX_TIME_MS = 8_640_000_000_000_000;
/** How Prometheus's own clients write "since ever" and "for ever". */
const BOUNDS: Readonly<Record<string, number>> = { '-292273086-05-16T16:47:06Z': MIN_TIME_MS, '292277025-08-18T07:12:54.999999999Z': MAX_TIME_MS };

/** A parameter that cannot be read, in Prometheus's words. */
export const invalidParameter = (name: string, reason: string): PrometheusError => new PrometheusError('bad_data', `invalid parameter ${JSON.stringify(name)}: ${reason}`);

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Milliseconds of RFC 3339 or of seconds since 1970; `undefined` when the text is neither. */
export function readTime(text: string): number | undefined {
  if (NUMBER.test(text)) {
    const seconds = Number(text);
    const whole = Math.trunc(seconds);
    return clamped(whole * 1000 + Math.round((seconds - whole) * 1000));
  }
  if (Object.hasOwn(BOUNDS, text)) return BOUNDS[text];
  const [, year = '', month = '', day = ''] = RFC_3339.exec(text) ?? [];
  const lastDay = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  if (year === '' || Number(day) > lastDay) return undefined;
  const fraction = /[.,](\d+)/.exec(text)?.[1] ?? '';
  const timeMs = Date.parse(text.replace(/[.,]\d+/, ''));
  return Number.isNaN(timeMs) ? undefined : timeMs + Number(fraction.padEnd(3, '0').slice(0, 3));
}

const clamped = (timeMs: number): number => Math.min(MAX_TIME_MS, Math.max(MIN_TIME_MS, timeMs));

const cannot = (text: string, what: string): string => `cannot parse ${JSON.stringify(text)} to a valid ${what}`;

/** A time that has to be there. */
export function requiredTime(name: string, text = ''): number {
  const timeMs = readTime(text);
  if (timeMs === undefined) throw invalidParameter(name, cannot(text, 'timestamp'));
  return timeMs;
}

/** A time that may be missing. */
export function optionalTime(name: string, text: string | undefined, fallbackMs: number): number {
  if (text === undefined || text === '') return fallbackMs;
  const timeMs = readTime(text);
  if (timeMs === undefined) throw invalidParameter(name, `invalid time value for '${name}': ${cannot(text, 'timestamp')}`);
  return timeMs;
}

/** Go's durations are nanoseconds in 64 bits. */
const LONGEST_MS = 2 ** 63 / 1e6;

/** Milliseconds of a duration or of seconds, or why the text is neither. */
export function readDuration(text: string): { readonly ms: number } | { readonly problem: string } {
  if (NUMBER.test(text)) {
    const ms = Number(text) * 1000;
    return Math.abs(ms) > LONGEST_MS ? { problem: `${cannot(text, 'duration')}. It overflows int64` } : { ms };
  }
  const duration = parseDuration(text);
  return 'ms' in duration ? duration : { problem: cannot(text, 'duration') };
}

export function requiredDuration(name: string, text = ''): number {
  const duration = readDuration(text);
  if ('problem' in duration) throw invalidParameter(name, duration.problem);
  return duration.ms;
}

/** How many to answer; 0 stands for all. */
export function readLimit(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  const limit = readInteger(text);
  if (typeof limit === 'string') throw invalidParameter('limit', limit);
  if (limit < 0) throw invalidParameter('limit', 'limit must be non-negative');
  return limit;
}

/** A whole number as Go reads it, or why the text is none. */
export function readInteger(text: string): number | string {
  const problem = (what: string): string => `strconv.Atoi: parsing ${JSON.stringify(text)}: ${what}`;
  if (!/^[+-]?\d+$/.test(text)) return problem('invalid syntax');
  const number = Number(text);
  return Math.abs(number) >= 2 ** 63 ? problem('value out of range') : number;
}
