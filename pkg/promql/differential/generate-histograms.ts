import { CUSTOM_BUCKETS_SCHEMA, type FloatHistogram, noBuckets } from '../histograms/float-histogram.ts';
import type { SeededRandom } from './seeded-random.ts';
import { everyPoint, instances, jobs, type Point } from './series-grid.ts';

interface HistogramSeries {
  readonly labels: Record<string, string>;
  readonly points: readonly Point[];
}

const BUCKETS = 6;

/** Native histograms: exponential of two resolutions, with custom buckets, gauges, and series that are floats at times. */
export function generateHistograms(random: SeededRandom): HistogramSeries[] {
  const series: HistogramSeries[] = [];
  for (const [index, job] of jobs.entries()) {
    for (const instance of instances) series.push({ labels: { __name__: 'duration', job, instance }, points: exponential(random, index % 2 === 0 ? 1 : 2, false) });
    series.push({ labels: { __name__: 'queue', job }, points: exponential(random, 0, true) });
    series.push({ labels: { __name__: 'size', job }, points: custom(random, index === 2 ? [1, 5, 20] : [1, 5, 10]) });
  }
  const [floats, histograms] = [everyPoint((at) => at), exponential(random, 1, false)];
  series.push({ labels: { __name__: 'mixed', job: 'api' }, points: everyPoint((at) => (at % 60 < 30 ? floats[at] : histograms[at])) });
  return series;
}

function exponential(random: SeededRandom, schema: number, isGauge: boolean): Point[] {
  let [counts, zeroCount] = [Array<number>(BUCKETS).fill(0), 0];
  return everyPoint(() => {
    if (random.chance(0.01)) [counts, zeroCount] = [counts.map(() => 0), 0];
    counts = counts.map((count) => (isGauge ? random.integer(0, 9) : count + random.integer(0, 5)));
    zeroCount += isGauge ? 0 : random.integer(0, 2);
    const negative = counts.slice(0, 2);
    const count = [...counts, ...negative, zeroCount].reduce((sum, one) => sum + one, 0);
    return {
      schema, counterResetHint: isGauge ? 'gauge' : 'unknown', count, sum: counts.reduce((sum, one, at) => sum + one * (at + 1), 0), zeroThreshold: 0.125, zeroCount,
      positive: { indexes: counts.map((_, at) => at - 1), counts }, negative: { indexes: [0, 1], counts: negative }, customValues: [],
    } satisfies FloatHistogram;
  });
}

function custom(random: SeededRandom, customValues: readonly number[]): Point[] {
  let counts = [...customValues, 0].map(() => 0);
  return everyPoint(() => {
    counts = random.chance(0.01) ? counts.map(() => 0) : counts.map((count) => count + random.integer(0, 4));
    const count = counts.reduce((sum, one) => sum + one, 0);
    return {
      schema: CUSTOM_BUCKETS_SCHEMA, counterResetHint: 'unknown', count, sum: count * 3, zeroThreshold: 0, zeroCount: 0,
      positive: { indexes: counts.map((_, at) => at), counts }, negative: noBuckets, customValues,
    } satisfies FloatHistogram;
  });
}
