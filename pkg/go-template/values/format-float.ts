import { formatDecimal, formatShortest } from '#pkg/promql';
import { type DecimalDigits, exactDigits, roundDigits } from './decimal-digits.ts';

/** A number as `strconv.FormatFloat` writes it; without a precision as many digits as it takes to read it back. Negative zero keeps its sign. */
export function formatFloat(value: number, verb: 'e' | 'f' | 'g', precision: number | undefined): string {
  if (!Number.isFinite(value)) return formatDecimal(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (precision === undefined) return verb === 'f' ? formatDecimal(value) : verb === 'g' ? formatShortest(value) : sign + scientific(shortest(value), undefined);
  const exact = exactDigits(value);
  if (verb === 'e') return sign + scientific(roundDigits(exact, precision + 1), precision);
  if (verb === 'f') return sign + plain(roundDigits(exact, exact.point + precision), precision);
  const significant = precision === 0 ? 1 : precision;
  const rounded = roundDigits(exact, significant);
  const { length } = rounded.digits;
  const limit = significant > length && length >= rounded.point ? length : significant;
  const exponent = rounded.point - 1;
  if (length > 0 && (exponent < -4 || exponent >= limit)) return sign + scientific(rounded, Math.min(significant, length) - 1);
  return sign + plain(rounded, Math.max(length - rounded.point, 0));
}

function shortest(value: number): DecimalDigits {
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  return value === 0 ? { digits: '', point: 0 } : { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

function scientific({ digits, point }: DecimalDigits, precision: number | undefined): string {
  const exponent = digits === '' ? 0 : point - 1;
  const fraction = digits.slice(1).padEnd(precision ?? 0, '0');
  const power = Math.abs(exponent).toString().padStart(2, '0');
  return `${digits[0] ?? '0'}${fraction === '' ? '' : `.${fraction}`}e${exponent < 0 ? '-' : '+'}${power}`;
}

function plain({ digits, point }: DecimalDigits, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = (point > 0 ? digits.slice(point) : '0'.repeat(Math.min(-point, precision)) + digits).slice(0, precision).padEnd(precision, '0');
  return precision === 0 ? whole : `${whole}.${fraction}`;
}
