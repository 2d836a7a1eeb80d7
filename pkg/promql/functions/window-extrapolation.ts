import { type WindowBounds, windowEnd, type WindowExtrapolation, type WindowShape } from '../evaluation/range-windows.ts';
import type { StepGrid } from '../values/step-series.ts';

/**
 * A gap at an edge that is not much longer than the mean distance of samples is covered entirely; of a longer one half a distance. `perSecond`: the factor makes
 * a rate. Series of one scrape have the same times, so this is worked out once for many of them.
 */
export function extrapolateWindows(times: Float64Array, { from, to, extrapolation }: WindowBounds, shape: WindowShape, grid: StepGrid, perSecond: boolean): WindowExtrapolation {
  const { steps } = grid;
  const { rangeMs } = shape;
  const rangeSeconds = perSecond ? rangeMs / 1000 : undefined;
  const firstEnd = windowEnd(shape, grid, 0);
  const stepMs = shape.timestampMs === undefined ? grid.stepMs : 0;
  const into = extrapolation ?? { sampled: new Float64Array(steps), toStart: new Float64Array(steps), toEnd: new Float64Array(steps), factor: new Float64Array(steps), isCurrent: false };
  const { sampled, toStart, toEnd, factor } = into;
  for (let step = 0; step < steps; step++) {
    const first = from[step] as number;
    const last = (to[step] as number) - 1;
    if (last <= first) continue;
    const firstMs = times[first] as number;
    const lastMs = times[last] as number;
    const end = firstEnd + step * stepMs;
    const seconds = (lastMs - firstMs) / 1000;
    const meanDistance = seconds / (last - first);
    const threshold = meanDistance * 1.1;
    let before = (firstMs - (end - rangeMs)) / 1000;
    if (before >= threshold) before = meanDistance / 2;
    let behind = (end - lastMs) / 1000;
    if (behind >= threshold) behind = meanDistance / 2;
    const multiple = (seconds + before + behind) / seconds;
    sampled[step] = seconds;
    toStart[step] = before;
    toEnd[step] = behind;
    factor[step] = rangeSeconds === undefined ? multiple : multiple / rangeSeconds;
  }
  into.isCurrent = true;
  return into;
}
