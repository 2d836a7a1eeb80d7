/** IEEE 754's power, as in Go: 1 to any power and -1 to ±Inf is 1, where JavaScript says NaN. */
export function goPower(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && (exponent === Infinity || exponent === -Infinity))) return 1;
  return base ** exponent;
}
