/** A literal ISO 8601 duration, an expression that gives one, or its parts. */
export type Duration = string | { readonly days?: number; readonly hours?: number; readonly minutes?: number; readonly seconds?: number; readonly milliseconds?: number };

const ISO = /^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Years, months, weeks, days, hours, minutes and seconds; a year counts 365 days and a month 30. */
const ISO_UNITS = [365 * DAY, 30 * DAY, 7 * DAY, DAY, HOUR, MINUTE, SECOND];

/** Longest duration that a definition may name: a year. */
export const MAX_DURATION_MS = 366 * DAY;

/** A duration in milliseconds; undefined when it is none (what an expression gave may be anything), is negative, or is longer than a year. An expression is none until it is evaluated. */
export function durationMs(duration: Duration | null): number | undefined {
  const ms = typeof duration === 'string' ? isoMs(duration) : duration === null ? undefined : partsMs(duration);
  return ms !== undefined && Number.isFinite(ms) && ms >= 0 && ms <= MAX_DURATION_MS ? Math.round(ms) : undefined;
}

function isoMs(text: string): number | undefined {
  const parts = ISO.exec(text)?.slice(1);
  if (!parts?.some(Boolean)) return undefined;
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (ISO_UNITS[index] ?? 0), 0);
}

const partsMs = ({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }: Exclude<Duration, string>): number =>
  days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND + milliseconds;
