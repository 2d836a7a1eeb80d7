import { formatFloat } from '../values/format-float.ts';
import { toTime } from './to-float.ts';

const rising = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const binary = ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];
const falling = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];

const four = (value: number): string => formatFloat(value, 'g', 4);

/** Divides until the number is small enough to read; gives the number with its prefix. */
function scaleDown(value: number, step: number, prefixes: readonly string[]): string {
  let [rest, used] = [value, ''];
  for (const prefix of prefixes) {
    if (Math.abs(rest) < step) break;
    used = prefix;
    rest /= step;
  }
  return four(rest) + used;
}

function scaleUp(value: number): string {
  let [rest, used] = [value, ''];
  for (const prefix of falling) {
    if (Math.abs(rest) >= 1) break;
    used = prefix;
    rest *= 1000;
  }
  return four(rest) + used;
}

/** Metric prefixes: `1.235M`, `120m`. */
export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return four(value);
  return Math.abs(value) >= 1 ? scaleDown(value, 1000, rising) : scaleUp(value);
}

/** Prefixes of powers of 1024: `1.177Mi`. */
export const humanize1024 = (value: number): string => (Math.abs(value) <= 1 || !Number.isFinite(value) ? four(value) : scaleDown(value, 1024, binary));

/** Seconds as `1d 2h 3m 4s`, or with a prefix below one. */
export function humanizeDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return four(seconds);
  if (seconds === 0) return `${four(seconds)}s`;
  if (Math.abs(seconds) < 1) return `${scaleUp(seconds)}s`;
  const sign = seconds < 0 ? '-' : '';
  const size = Math.abs(seconds);
  const total = Math.trunc(size);
  const [days, hours, minutes, rest] = [Math.floor(total / 86_400), Math.floor(total / 3600) % 24, Math.floor(total / 60) % 60, total % 60];
  if (days > 0) return `${sign}${days}d ${hours}h ${minutes}m ${rest}s`;
  if (hours > 0) return `${sign}${hours}h ${minutes}m ${rest}s`;
  return minutes > 0 ? `${sign}${minutes}m ${rest}s` : `${sign}${four(size)}s`;
}

/** A share of one as `12.35%`. */
export const humanizePercentage = (value: number): string => `${four(value * 100)}%`;

/** Seconds since 1970 as `2015-06-23 13:19:44.128 +0000 UTC`. */
export const humanizeTimestamp = (seconds: number): string => (Number.isFinite(seconds) ? toTime(seconds).toString() : four(seconds));
