import { quote } from '#pkg/promql';
import { GoDuration, GoTime } from '../values/go-time.ts';
import { formatFloat } from '../values/format-float.ts';
import { type GoValue, typeName } from '../values/go-value.ts';

/** A number, or the text of one. Throws with the message of Prometheus's error. */
export function toFloat(value: GoValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string') return parseFloat64(value);
  if (value instanceof GoDuration && !value.typeName.startsWith('*')) return value.seconds;
  throw new Error(`can't convert ${typeName(value)} to float`);
}

/** `strconv.ParseFloat`. */
function parseFloat64(text: string): number {
  const [, sign = '', name] = /^([-+]?)(inf(?:inity)?|nan)$/i.exec(text) ?? [];
  if (name !== undefined && !(sign !== '' && /nan/i.test(name))) return /nan/i.test(name) ? NaN : sign === '-' ? -Infinity : Infinity;
  const [, hexSign = '', whole = '', fraction = '', power] = /^([-+]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([-+]?\d+)$/.exec(text) ?? [];
  if (power !== undefined && whole + fraction !== '') return (hexSign === '-' ? -1 : 1) * Number.parseInt(whole + fraction, 16) * 2 ** (Number(power) - 4 * fraction.length);
  if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) throw new Error(`strconv.ParseFloat: parsing ${quote(text)}: invalid syntax`);
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`strconv.ParseFloat: parsing ${quote(text)}: value out of range`);
  return value;
}

/** Seconds since 1970 as a moment, to the millisecond. */
export function toTime(seconds: number): GoTime {
  if (!Number.isFinite(seconds)) throw new Error('value is NaN or Inf');
  const nanoseconds = seconds * 1e9;
  if (nanoseconds > 2 ** 63 || nanoseconds < -(2 ** 63)) throw new Error(`${formatFloat(seconds, 'g', undefined)} cannot be represented as a nanoseconds timestamp since it overflows int64`);
  return new GoTime((BigInt(Math.trunc(nanoseconds)) / 1_000_000n) * 1_000_000n, '*time.Time');
}
