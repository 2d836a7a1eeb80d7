import { addHistograms, subtractHistograms } from './histogram-arithmetic.ts';
import { type FloatHistogram, scaleHistogram } from './float-histogram.ts';
import { isCounterReset } from './histogram-reset.ts';

/** An interpolated histogram, and the operations in which custom buckets had to be reconciled. */
export interface InterpolatedHistogram {
  readonly histogram: FloatHistogram;
  readonly operations: readonly ('addition' | 'subtraction')[];
}

/** The histogram on the straight line between two; a counter that was reset in between began at zero. Undefined when their buckets do not fit. */
export function interpolateHistogram(
  before: FloatHistogram, beforeMs: number, after: FloatHistogram, afterMs: number, atMs: number, isCounter: boolean,
): InterpolatedHistogram | undefined {
  if (atMs === beforeMs) return { histogram: before, operations: [] };
  if (atMs === afterMs) return { histogram: after, operations: [] };
  const fraction = (atMs - beforeMs) / (afterMs - beforeMs);
  if (isCounter && isCounterReset(after, before)) return { histogram: scaleHistogram(after, fraction), operations: [] };
  const difference = subtractHistograms(after, before);
  const sum = difference && addHistograms(scaleHistogram(difference.histogram, fraction), before);
  if (!sum) return undefined;
  return {
    histogram: sum.histogram,
    operations: [...(difference.boundsReconciled ? ['subtraction' as const] : []), ...(sum.boundsReconciled ? ['addition' as const] : [])],
  };
}
