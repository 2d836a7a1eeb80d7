import type { MemorySample } from '../promqltest/in-memory-series.ts';

/** A value, no sample at all, or (undefined) a marker that the series is stale. */
export type Point = MemorySample['value'] | 'gap';

/** Where the samples begin, at a border of Prometheus's blocks; they last 75 minutes. */
export const FIRST_MS = 236_112 * 7_200_000;
export const LAST_MS = FIRST_MS + 75 * 60_000;
export const INTERVAL_MS = 15_000;
const POINTS = (LAST_MS - FIRST_MS) / INTERVAL_MS - 1;

export const jobs = ['api', 'db', 'web'] as const;
export const instances = ['a:1', 'b:2'] as const;

export const everyPoint = <Value>(next: (index: number) => Value): Value[] => Array.from({ length: POINTS }, (_, index) => next(index));
