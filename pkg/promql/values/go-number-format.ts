/** The shortest decimal digits that read back as the same number, with the exponent of the first digit. */
function shortestDigits(value: number): { readonly digits: string; readonly exponent: number } {
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  return { digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return undefined;
}

const sign = (value: number): string => (value < 0 || Object.is(value, -0) ? '-' : '');

/** Never an exponent: `strconv.FormatFloat(value, 'f', -1, 64)`, the form of sample values in Prometheus's answers. */
export function formatDecimal(value: number): string {
  const named = special(value);
  if (named !== undefined) return named;
  const { digits, exponent } = shortestDigits(value);
  if (exponent < 0) return `${sign(value)}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign(value) + digits.padEnd(exponent + 1, '0');
  return `${sign(value)}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** Go's `%g`: an exponent below 0.0001 and from a million on. */
export const formatShortest = (value: number): string => formatGeneral(value, 6);

/** Go's `%.2g`. */
export const formatTwoDigits = (value: number): string => formatGeneral(Number.isFinite(value) ? Number(value.toPrecision(2)) : value, 2);

/** With an exponent below 0.0001 and from ten to the power of `largest` on. */
function formatGeneral(value: number, largest: number): string {
  const named = special(value);
  if (named !== undefined) return named;
  const { digits, exponent } = shortestDigits(value);
  if (value === 0 || (exponent >= -4 && exponent < largest)) return formatDecimal(value);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const power = Math.abs(exponent).toString().padStart(2, '0');
  return `${sign(value)}${digits[0] ?? '0'}${fraction}e${exponent < 0 ? '-' : '+'}${power}`;
}

/** The value of an `le` or `quantile` label: always with a point or an exponent, as OpenMetrics asks for. */
export function formatOpenMetrics(value: number): string {
  const text = formatShortest(value);
  return Number.isFinite(value) && !/[.e]/.test(text) ? `${text}.0` : text;
}
