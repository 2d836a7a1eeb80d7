import type { RangeCall, RangeWindow } from '../evaluation/range-windows.ts';
import type { RateKind } from './rate-kind.ts';

/** The value on the straight line between two samples; a counter that fell in between began at zero. */
export function interpolateFloat(before: number, beforeMs: number, after: number, afterMs: number, atMs: number, isCounter: boolean): number {
  const start = isCounter && after < before ? 0 : before;
  return start + ((after - start) * (atMs - beforeMs)) / (afterMs - beforeMs);
}

/** The positions of the samples that stand for the edges of an extended window. */
export interface ExtendedEdges {
  readonly first: number;
  readonly last: number;
}

/**
 * The sample at or before the beginning of the window, or else the first one in it; and the last one in it, with `smoothed` the first at or
 * behind its end. Undefined when nothing is left to measure.
 */
export function extendedEdges(from: number, to: number, timeAt: (at: number) => number, startMs: number, endMs: number, smoothed: boolean): ExtendedEdges | undefined {
  const end = to - 1;
  let afterStart = from;
  while (afterStart < end && timeAt(afterStart) <= startMs) afterStart++;
  const first = Math.max(from, afterStart - 1);
  let last = end;
  if (smoothed) {
    last = from;
    while (last < end && timeAt(last) < endMs) last++;
  }
  return timeAt(last) <= startMs ? undefined : { first, last };
}

/** rate, increase and delta between the very edges of the window, without extrapolation (`anchored`, `smoothed`). */
export function extendedFloatRate(window: RangeWindow, call: RangeCall, { isCounter, perSecond }: RateKind): number | undefined {
  const smoothed = call.shape.extension === 'smoothed';
  const { startMs, endMs } = window;
  const edges = extendedEdges(window.floatFrom, window.floatTo, (at) => window.floatTime(at), startMs, endMs, smoothed);
  if (!edges || (smoothed && window.floatTime(edges.first) > endMs)) return undefined;
  const { first, last } = edges;
  const between = (at: number, atMs: number) =>
    interpolateFloat(window.float(at), window.floatTime(at), window.float(at + 1), window.floatTime(at + 1), atMs, isCounter);
  const left = smoothed && window.floatTime(first) < startMs ? between(first, startMs) : window.float(first);
  const right = smoothed && last > window.floatFrom && window.floatTime(last) > endMs ? between(last - 1, endMs) : window.float(last);

  let increase = right - left;
  if (isCounter) {
    // What lies outside is accounted for by the interpolated edges.
    const innerFirst = window.floatTime(first) <= startMs ? first + 1 : first;
    const innerLast = window.floatTime(last) >= endMs ? last - 1 : last;
    let previous = left;
    for (let at = innerFirst; at <= innerLast; at++) {
      if (window.float(at) < previous) increase += previous;
      previous = window.float(at);
    }
    if (right < previous) increase += previous;
  }
  return perSecond ? increase / (call.shape.rangeMs / 1000) : increase;
}
