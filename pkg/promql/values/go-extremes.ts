/** Go's math.Max: NaN yields to positive infinity only. */
export const maxOf = (a: number, b: number): number => (a === Infinity || b === Infinity ? Infinity : Math.max(a, b));

/** Go's math.Min: NaN yields to negative infinity only. */
export const minOf = (a: number, b: number): number => (a === -Infinity || b === -Infinity ? -Infinity : Math.min(a, b));
