import type { RangeKernel, WindowBounds } from '../evaluation/range-windows.ts';
import { FLOAT } from '../values/step-series.ts';

/** Fills in the steps whose window is not empty. */
const perWindow = (value: (values: Float64Array, from: number, to: number) => number): RangeKernel => ({ values }, { from, to }, _call, grid, kinds, results) => {
  for (let step = 0; step < grid.steps; step++) {
    const first = from[step] as number;
    const end = to[step] as number;
    if (first === end) continue;
    results[step] = value(values, first, end);
    kinds[step] = FLOAT;
  }
};

/**
 * The extreme of every window: a queue of positions whose values only get worse, so that the best is in front and every sample enters
 * and leaves once. NaNs never enter; a window of nothing else is NaN.
 */
const extremeKernel = (isWorse: (value: number, candidate: number) => boolean): RangeKernel => ({ values }, bounds, _call, grid, kinds, results) => {
  const queue = new Int32Array(values.length);
  let head = 0;
  let tail = 0;
  let entered = 0;
  for (let step = 0; step < grid.steps; step++) {
    const { first, end } = boundsAt(bounds, step);
    if (first === end) continue;
    for (; entered < end; entered++) {
      const value = values[entered] as number;
      if (Number.isNaN(value)) continue;
      while (tail > head && isWorse(values[queue[tail - 1] as number] as number, value)) tail--;
      queue[tail++] = entered;
    }
    while (head < tail && (queue[head] as number) < first) head++;
    results[step] = head < tail ? (values[queue[head] as number] as number) : NaN;
    kinds[step] = FLOAT;
  }
};

const boundsAt = ({ from, to }: WindowBounds, step: number) => ({ first: from[step] as number, end: to[step] as number });

export const overTimeKernels: Readonly<Record<string, RangeKernel>> = {
  count_over_time: perWindow((_values, from, to) => to - from),
  present_over_time: perWindow(() => 1),
  absent_over_time: perWindow(() => 1),
  last_over_time: perWindow((values, _from, to) => values[to - 1] as number),
  first_over_time: perWindow((values, from) => values[from] as number),
  min_over_time: extremeKernel((value, candidate) => value > candidate),
  max_over_time: extremeKernel((value, candidate) => value < candidate),
};
