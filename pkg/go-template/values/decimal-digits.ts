/** The number 0.d₁d₂d₃… × 10^point; no zeros at the ends. */
export interface DecimalDigits {
  readonly digits: string;
  readonly point: number;
}

const view = new DataView(new ArrayBuffer(8));

/** All digits of a finite number, without its sign. */
export function exactDigits(value: number): DecimalDigits {
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & ((1n << 52n) - 1n);
  const [mantissa, power] = biased === 0 ? [fraction, -1074] : [fraction | (1n << 52n), biased - 1075];
  if (mantissa === 0n) return { digits: '', point: 0 };
  const all = (power >= 0 ? mantissa << BigInt(power) : mantissa * 5n ** BigInt(-power)).toString();
  return { digits: all.replace(/0+$/, ''), point: all.length + Math.min(power, 0) };
}

/** Cuts to so many digits, to the nearest, ties to even. */
export function roundDigits({ digits, point }: DecimalDigits, count: number): DecimalDigits {
  if (count < 0) return { digits: '', point: 0 };
  if (digits.length <= count) return { digits, point };
  const kept = digits.slice(0, count);
  const rest = digits.slice(count);
  const half = `5${'0'.repeat(rest.length - 1)}`;
  const isOdd = Number(kept.at(-1) ?? 0) % 2 === 1;
  if (rest < half || (rest === half && !isOdd)) return trimmed(kept, point);
  const up = (BigInt(kept === '' ? 0 : kept) + 1n).toString().padStart(count, '0');
  return trimmed(up, point + (up.length - count));
}

function trimmed(digits: string, point: number): DecimalDigits {
  const kept = digits.replace(/0+$/, '');
  return kept === '' ? { digits: '', point: 0 } : { digits: kept, point };
}
