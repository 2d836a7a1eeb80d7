import { type WindowBounds, windowEnd, type WindowExtrapolation, type WindowShape } from '../evaluation/range-windows.ts';
import type { StepGrid } from '../values/step-series.ts';

/**
 * A gap at an edge that is not much longer than the mean distance of samples is covered entirely; of a longer one half a distance. `perSecond`: the factor makes
 * a rate. Series of one scrape have the same times, so this is worked out once for many of them.
 */
export function extrapolateWindows(times: Float64Array, { from, to }: WindowBounds, shape: WindowShape, grid: StepGrid, perSecond: boolean): WindowExtrapolation {
  const { steps } = grid;
  const [sampled, toStart, toEnd, factor] = [new Float64Array(steps), new Float64Array(steps), new Float64Array(steps), new Float64Array(steps)];
  for (let step = 0; step < steps; step++) {
    const first = from[step] as number;
    const last = (to[step] as number) - 1;
    if (last <= first) continue;
    const firstMs = times[first] as number;
    const lastMs = times[last] as number;
    const end = windowEnd(shape, grid, step);
    const seconds = (lastMs - firstMs) / 1000;
    const meanDistance = seconds / (last - first);
    const threshold = meanDistance * 1.1;
    const before = (firstMs - (end - shape.rangeMs)) / 1000;
    const behind = (end - lastMs) / 1000;
    sampled[step] = seconds;
    toStart[step] = before >= threshold ? meanDistance / 2 : before;
    toEnd[step] = behind >= threshold ? meanDistance / 2 : behind;
    factor[step] = extrapolationFactor(seconds, toStart[step] as number, toEnd[step] as number, perSecond ? shape.rangeMs : undefined);
  }
  return { sampled, toStart, toEnd, factor };
}

/** `rangeMs`: makes a rate of the increase. */
export function extrapolationFactor(sampled: number, toStart: number, toEnd: number, rangeMs: number | undefined): number {
  const factor = (sampled + toStart + toEnd) / sampled;
  return rangeMs === undefined ? factor : factor / (rangeMs / 1000);
}
