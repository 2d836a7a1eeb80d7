import type { RangeKernel } from '../evaluation/range-windows.ts';
import { windowEnd } from '../evaluation/range-windows.ts';
import { FLOAT } from '../values/step-series.ts';
import type { RateKind } from './rate-kind.ts';

/**
 * rate, increase and delta of floats. The resets of a series are looked up once, so that a step only touches the first and last sample
 * of its window and the resets in between, instead of all samples.
 */
export const floatRateKernel = ({ isCounter, perSecond }: RateKind): RangeKernel => ({ times, values }, { from, to }, { shape }, grid, kinds, results) => {
  const resets = isCounter ? resetsOf(values) : new Int32Array();
  const rangeSeconds = shape.rangeMs / 1000;
  let nextReset = 0;
  for (let step = 0; step < grid.steps; step++) {
    const first = from[step] as number;
    const last = (to[step] as number) - 1;
    if (last <= first) continue;
    const firstValue = values[first] as number;
    let increase = (values[last] as number) - firstValue;
    while (nextReset < resets.length && (resets[nextReset] as number) <= first) nextReset++;
    for (let at = nextReset; at < resets.length && (resets[at] as number) <= last; at++) increase += values[(resets[at] as number) - 1] as number;

    const firstMs = times[first] as number;
    const lastMs = times[last] as number;
    const end = windowEnd(shape, grid, step);
    const sampled = (lastMs - firstMs) / 1000;
    const meanDistance = sampled / (last - first);
    const threshold = meanDistance * 1.1;
    let toStart = (firstMs - (end - shape.rangeMs)) / 1000;
    if (toStart >= threshold) toStart = meanDistance / 2;
    if (isCounter && increase > 0 && firstValue >= 0) {
      const toZero = sampled * (firstValue / increase);
      if (toZero < toStart) toStart = toZero;
    }
    let toEnd = (end - lastMs) / 1000;
    if (toEnd >= threshold) toEnd = meanDistance / 2;
    const factor = (sampled + toStart + toEnd) / sampled;
    results[step] = increase * (perSecond ? factor / rangeSeconds : factor);
    kinds[step] = FLOAT;
  }
};

/** The positions of samples that are lower than the one before them. */
function resetsOf(values: Float64Array): Int32Array {
  const positions: number[] = [];
  for (let at = 1; at < values.length; at++) {
    if ((values[at] as number) < (values[at - 1] as number)) positions.push(at);
  }
  return Int32Array.from(positions);
}
