/**
 * Writes numbers as decimal digits straight into bytes, the shortest that read back as the same: what `String(value)` answers, at a quarter of its cost, which is most
 * of the cost of a large answer.
 *
 * How: a number v between 10^e and 10^(e+1) is multiplied by 10^k so that it has 17 digits before the point. For k ≤ 22 the power is a double, and the product is
 * known exactly as the sum of two (T. J. Dekker, "A floating-point technique for extending the available precision", 1971). All that lies less than half a unit of
 * the last binary place away from it reads back as v: if a multiple of 100 does, that is the shortest; else the nearest multiple of 10; else the nearest
 * whole number. Where that is too close to call, and for all numbers that are not in the range, the answer is left to `String`.
 */

/** Not written: the number is one of those that this is not made for. */
export const NOT_WRITTEN = -1;
/** As many bytes as are written at most. */
export const MOST_DIGITS = 24;

const [LEAST, MOST] = [1e-5, 1e15];
const HALF = 1e8;
/** No change is that large. */
const UNCLEAR = 1 << 30;
/** Closer to each other than this, distances count as equal. They are off by less than 1e-13. */
const DOUBT = 1e-9;
const [MINUS, POINT, ZERO] = [0x2d, 0x2e, 0x30];

const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const [POWERS_HIGH, POWERS_LOW] = [new Float64Array(23), new Float64Array(23)];
/** Veltkamp's constant: splits a double into two halves of 26 bits. */
const SPLIT = 2 ** 27 + 1;
POWERS.forEach((power, exponent) => {
  const scaled = SPLIT * power;
  POWERS_HIGH[exponent] = scaled - (scaled - power);
  POWERS_LOW[exponent] = power - (POWERS_HIGH[exponent]);
});
/** Half a unit of the last binary place of numbers from 2^-17 (below `LEAST`) on. */
const LEAST_BINARY = -17;
const HALF_UNITS = Float64Array.from({ length: 68 }, (_, at) => 2 ** (at + LEAST_BINARY - 53));
/** 00 to 99. */
const PAIRS = Uint8Array.from({ length: 200 }, (_, at) => ZERO + (at % 2 === 0 ? Math.floor(at / 20) : (at >> 1) % 10));

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
const HIGH_WORD = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;
const digits = new Uint8Array(18);

/** Writes a number at a position, where there is room for `MOST_DIGITS`; answers the position behind it, or `NOT_WRITTEN`. */
export function writeNumber(bytes: Uint8Array, at: number, value: number): number {
  const size = value < 0 ? -value : value;
  if (!(size >= LEAST && size < MOST)) return NOT_WRITTEN;
  let position = at;
  if (value < 0) bytes[position++] = MINUS;
  const whole = Math.floor(size);
  return whole === size ? writeWhole(bytes, position, whole) : writeFraction(bytes, position, size);
}

function writeWhole(bytes: Uint8Array, at: number, value: number): number {
  const high = Math.floor(value / HALF);
  putEight(0, high | 0);
  putEight(8, (value - high * HALF) | 0);
  let from = 0;
  while (from < 15 && digits[from] === ZERO) from += 1;
  let position = at;
  for (; from < 16; from += 1) bytes[position++] = digits[from] as number;
  return position;
}

function writeFraction(bytes: Uint8Array, at: number, size: number): number {
  double[0] = size;
  const high = words[HIGH_WORD] as number;
  const binary = (high >>> 20) - 1023;
  // Below a power of two the doubles lie closer than above it.
  if ((high & 0xfffff) === 0 && words[1 - HIGH_WORD] === 0) return NOT_WRITTEN;
  let exponent = Math.floor(binary * 0.30103);
  if (size >= (exponent + 1 >= 0 ? (POWERS[exponent + 1] as number) : 1 / (POWERS[-exponent - 1] as number))) exponent += 1;
  const scale = 16 - exponent;

  const product = size * (POWERS[scale] as number);
  const scaled = SPLIT * size;
  const [sizeHigh, powerHigh, powerLow] = [scaled - (scaled - size), POWERS_HIGH[scale] as number, POWERS_LOW[scale] as number];
  const sizeLow = size - sizeHigh;
  const rest = sizeHigh * powerHigh - product + sizeHigh * powerLow + sizeLow * powerHigh + sizeLow * powerLow;
  const reach = (HALF_UNITS[binary - LEAST_BINARY] as number) * (POWERS[scale] as number);

  // Whole numbers of 31 bits from here on: those are fast.
  let upper = (product / HALF) | 0;
  let lower = (product - upper * HALF) | 0;
  const change = shortestChange(lower, rest, reach);
  if (change === UNCLEAR) return NOT_WRITTEN;
  lower += change;
  if (lower < 0) {
    lower += HALF;
    upper -= 1;
  } else if (lower >= HALF) {
    lower -= HALF;
    upper += 1;
  }
  // Rounded to the next power of ten, or the product of a number that is a little below one.
  if (upper >= 1e9 || upper < 1e8) return NOT_WRITTEN;
  const first = (upper / HALF) | 0;
  digits[0] = ZERO + first;
  putEight(1, upper - first * HALF);
  putEight(9, lower);
  return putDecimal(bytes, at, exponent);
}

/** What to add to the last eight digits, a whole number, to get to the shortest that reads back as the same; `UNCLEAR` when that is not clear. */
function shortestChange(lower: number, rest: number, reach: number): number {
  const inHundred = (lower % 100) + rest;
  const toHundred = 100 * Math.floor(inHundred / 100 + 0.5) - inHundred;
  const farFromHundred = Math.abs(toHundred) - reach;
  if (farFromHundred < -DOUBT) return Math.floor(toHundred + rest + 0.5) | 0;
  if (farFromHundred < DOUBT) return UNCLEAR;
  const inTen = (lower % 10) + rest;
  const toTen = 10 * Math.floor(inTen / 10 + 0.5) - inTen;
  const farFromTen = Math.abs(toTen) - reach;
  if (farFromTen < -DOUBT) return Math.abs(toTen) > 5 - DOUBT ? UNCLEAR : Math.floor(toTen + rest + 0.5) | 0;
  if (farFromTen < DOUBT) return UNCLEAR;
  const nearest = Math.floor(rest + 0.5);
  return Math.abs(rest - nearest) > 0.5 - DOUBT ? UNCLEAR : nearest | 0;
}

/** The seventeen digits with a point behind that of the exponent, without zeros at the end. */
function putDecimal(bytes: Uint8Array, at: number, exponent: number): number {
  let end = 17;
  while (digits[end - 1] === ZERO) end -= 1;
  let position = at;
  let from = 0;
  if (exponent < 0) bytes[position++] = ZERO;
  else for (; from <= exponent; from += 1) bytes[position++] = digits[from] as number;
  bytes[position++] = POINT;
  for (let zeros = exponent + 1; zeros < 0; zeros += 1) bytes[position++] = ZERO;
  for (; from < end; from += 1) bytes[position++] = digits[from] as number;
  return position;
}

function putEight(at: number, value: number): void {
  const high = (value / 10_000) | 0;
  const low = (value - high * 10_000) | 0;
  putPair(at, (high / 100) | 0);
  putPair(at + 2, high % 100);
  putPair(at + 4, (low / 100) | 0);
  putPair(at + 6, low % 100);
}

function putPair(at: number, pair: number): void {
  digits[at] = PAIRS[2 * pair] as number;
  digits[at + 1] = PAIRS[2 * pair + 1] as number;
}
