import type { RangeKernel } from '../evaluation/range-windows.ts';
import { FLOAT } from '../values/step-series.ts';
import type { RateKind } from './rate-kind.ts';
import { extrapolateWindows } from './window-extrapolation.ts';

/** More than all that is lost to rounding. */
const CLEARLY = 1 + 1e-9;

/**
 * rate, increase and delta of floats. The resets of a series are looked up once, so that a step only touches the first and last sample
 * of its window and the resets in between, instead of all samples; and what only depends on times is worked out once for all series that share them.
 */
export const floatRateKernel = ({ isCounter, perSecond }: RateKind): RangeKernel => ({ times, values }, windows, { shape }, grid, kinds, results) => {
  const { from, to } = windows;
  if (!windows.extrapolation?.isCurrent) windows.extrapolation = extrapolateWindows(times, windows, shape, grid, perSecond);
  const { sampled, toStart, toEnd, factor } = windows.extrapolation;
  const resets = isCounter ? resetsOf(values) : NO_RESETS;
  const rangeSeconds = shape.rangeMs / 1000;
  let nextReset = 0;
  for (let step = 0; step < kinds.length; step++) {
    const first = from[step] as number;
    const last = (to[step] as number) - 1;
    if (last <= first) continue;
    const firstValue = values[first] as number;
    let increase = (values[last] as number) - firstValue;
    if (resets.length > 0) {
      while (nextReset < resets.length && (resets[nextReset] as number) <= first) nextReset++;
      for (let at = nextReset; at < resets.length && (resets[at] as number) <= last; at++) increase += values[(resets[at] as number) - 1] as number;
    }
    let multiplier = factor[step] as number;
    // A counter is not extrapolated below zero. Mostly it is far above, which takes no division to see.
    if (isCounter && increase > 0 && firstValue >= 0 && !((sampled[step] as number) * firstValue > (toStart[step] as number) * increase * CLEARLY)) {
      const toZero = (sampled[step] as number) * (firstValue / increase);
      if (toZero < (toStart[step] as number)) {
        const multiple = ((sampled[step] as number) + toZero + (toEnd[step] as number)) / (sampled[step] as number);
        multiplier = perSecond ? multiple / rangeSeconds : multiple;
      }
    }
    results[step] = increase * multiplier;
    kinds[step] = FLOAT;
  }
};

const NO_RESETS: readonly number[] = [];

/** The positions of samples that are lower than the one before them. */
function resetsOf(values: Float64Array): readonly number[] {
  let positions: number[] | undefined;
  let previous = values[0] as number;
  for (let at = 1; at < values.length; at++) {
    const value = values[at] as number;
    if (value < previous) (positions ??= []).push(at);
    previous = value;
  }
  return positions ?? NO_RESETS;
}
