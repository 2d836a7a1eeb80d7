import { formatDecimal, formatShortest } from '#pkg/promql';
import { type DecimalDigits, exactDigits, roundDigits } from './decimal-digits.ts';

/** A number as `strconv.FormatFloat` writes it; without a precision as many digits as it takes to read it back. Negative zero keeps its sign. */
export function formatFloat(value: number, verb: 'e' | 'f' | 'g', precision: number | undefined): string {
  if (!Number.isFinite(value)) return formatDecimal(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (precision === undefined) return verb === 'f' ? formatDecimal(value) : verb === 'g' ? formatShortest(value) : sign + scientific(shortest(value), undefined);
  const near = shortest(value);
  if (verb === 'e') return sign + scientific(rounded(value, near, precision + 1), precision);
  if (verb === 'f') return sign + plain(decimals(value, near, precision), precision);
  const significant = precision === 0 ? 1 : precision;
  const cut = rounded(value, near, significant);
  const { length } = cut.digits;
  const limit = significant > length && length >= cut.point ? length : significant;
  const exponent = cut.point - 1;
  if (length > 0 && (exponent < -4 || exponent >= limit)) return sign + scientific(cut, Math.min(significant, length) - 1);
  return sign + plain(cut, Math.max(length - cut.point, 0));
}

/**
 * A number to so many digits. Its shortest digits round like its exact ones, which take longer to find, but for ties, and where there are about
 * as many digits as a number has: 15, and fewer below the smallest normal one.
 */
function rounded(value: number, near: DecimalDigits, count: number): DecimalDigits {
  const isTie = near.digits.length === count + 1 && near.digits.endsWith('5');
  return count >= 0 && count <= 14 && !isTie && Math.abs(value) >= SMALLEST_NORMAL ? roundDigits(near, count) : roundDigits(exactDigits(value), count);
}

function decimals(value: number, near: DecimalDigits, precision: number): DecimalDigits {
  const count = near.point + precision;
  if (count > 0 && count <= 14) return rounded(value, near, count);
  const exact = exactDigits(value);
  return roundDigits(exact, exact.point + precision);
}

const SMALLEST_NORMAL = 2 ** -1022;

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
