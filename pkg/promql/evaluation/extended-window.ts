import { extendedEdges, interpolateFloat } from '../functions/extended-float-rate.ts';
import type { WindowShape } from './range-windows.ts';

interface Window {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** The samples of an `anchored` or `smoothed` window with a value at either edge. */
export function extendedWindow(times: Float64Array, values: Float64Array, { rangeMs, extension }: WindowShape, endMs: number): Window {
  const none = { times: new Float64Array(), values: new Float64Array() };
  if (times.length === 0) return none;
  const smoothed = extension === 'smoothed';
  const startMs = endMs - rangeMs;
  const timeAt = (at: number) => times[at] as number;
  const edges = extendedEdges(0, times.length, timeAt, startMs, endMs, smoothed);
  if (!edges) return none;
  const { first, last } = edges;
  const between = (at: number, atMs: number) => interpolateFloat(values[at] as number, timeAt(at), values[at + 1] as number, timeAt(at + 1), atMs, false);
  const left = smoothed && timeAt(first) < startMs ? between(first, startMs) : (values[first] as number);
  const right = smoothed && last > 0 && timeAt(last) > endMs ? between(last - 1, endMs) : (values[last] as number);
  const innerFirst = timeAt(first) <= startMs ? first + 1 : first;
  const innerEnd = Math.max(innerFirst, timeAt(last) >= endMs ? last : last + 1);
  return {
    times: Float64Array.of(startMs, ...times.subarray(innerFirst, innerEnd), endMs),
    values: Float64Array.of(left, ...values.subarray(innerFirst, innerEnd), right),
  };
}
