const SMALLEST_NORMAL = 2 ** -1022;

/** Whether two numbers differ by less than `epsilon` of their sum. NaN equals NaN. */
export function isAlmostEqual(a: number, b: number, epsilon: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < SMALLEST_NORMAL) return difference < epsilon * SMALLEST_NORMAL;
  return difference / Math.min(sum, Number.MAX_VALUE) < epsilon;
}
