/**
 * The φ-quantile of values, linear between the two nearest ranks. NaNs sort below everything.
 * -Inf below 0, +Inf above 1; NaN for no values.
 */
export function quantileOf(quantile: number, values: Float64Array): number {
  if (values.length === 0 || Number.isNaN(quantile)) return NaN;
  if (quantile < 0) return -Infinity;
  if (quantile > 1) return Infinity;
  const sorted = nansFirst(values);
  const rank = quantile * (sorted.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(sorted.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return (sorted[lower] as number) * (1 - weight) + (sorted[upper] as number) * weight;
}

/** Typed arrays sort NaNs to the end. */
function nansFirst(values: Float64Array): Float64Array {
  const sorted = Float64Array.from(values).sort();
  let numbers = sorted.length;
  while (numbers > 0 && Number.isNaN(sorted[numbers - 1])) numbers--;
  if (numbers === sorted.length) return sorted;
  const rotated = new Float64Array(sorted.length).fill(NaN);
  rotated.set(sorted.subarray(0, numbers), sorted.length - numbers);
  return rotated;
}
