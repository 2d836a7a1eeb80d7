import type { MemorySample } from '../promqltest/in-memory-series.ts';
import { Labels } from '../values/promql-labels.ts';
import { generateHistograms } from './generate-histograms.ts';
import type { PeerProfile } from './peer-profile.ts';
import { SeededRandom } from './seeded-random.ts';
import { everyPoint, FIRST_MS, instances, INTERVAL_MS, jobs, type Point } from './series-grid.ts';

export interface GeneratedSeries {
  readonly labels: Labels;
  readonly samples: readonly MemorySample[];
}

const codes = ['200', '404', '500'];
const bounds = ['0.1', '0.5', '1', '2.5', '+Inf'];

/** Counters with resets, gauges, histograms, special values, stale markers, gaps and jitter. The same seed gives the same series. */
export function generateSeries(profile: PeerProfile, seed: number): GeneratedSeries[] {
  const random = new SeededRandom(seed);
  const made: GeneratedSeries[] = [];
  const add = (labels: Record<string, string>, points: readonly Point[]): void => void made.push({ labels: Labels.from(labels), samples: placed(profile, random, points) });
  for (const job of jobs) {
    for (const instance of instances) addInstance(random, job, instance, add);
    const columns = bounds.map(() => counter(random, 0, profile.version3 ? 0 : 100_000));
    for (const [at, le] of bounds.entries()) {
      add({ __name__: 'latency_bucket', job, le }, everyPoint((index) => columns.slice(0, at + 1).reduce((sum, column) => sum + (column[index] ?? 0), 0)));
    }
    if (profile.version3) add({ __name__: 'café.total', job, 'label name': `${job} ü` }, counter(random, 0.01));
  }
  for (const [kind, next] of Object.entries(odd)) if (profile.version3 || !extremes.has(kind)) add({ __name__: 'odd', kind }, everyPoint(next));
  if (profile.version3) for (const { labels, points } of generateHistograms(random)) add(labels, points);
  return made;
}

function addInstance(random: SeededRandom, job: string, instance: string, add: (labels: Record<string, string>, points: readonly Point[]) => void): void {
  const gappy = (points: readonly Point[]): readonly Point[] => withGaps(random, points);
  for (const code of codes) add({ __name__: 'http_requests_total', job, instance, code }, gappy(counter(random, 0.01)));
  if (random.chance(0.8)) add({ __name__: 'errors_total', job, instance }, gappy(counter(random, 0.03)));
  add({ __name__: 'load', job, instance }, gappy(gauge(random, 0, 64)));
  add({ __name__: 'temperature', job, instance, zone: random.chance(0.5) ? 'north' : 'south' }, gappy(gauge(random, -20, 20)));
  add({ __name__: 'build_info', job, instance, version: `1.${random.integer(0, 2)}` }, everyPoint(() => 1));
  add({ __name__: 'target_info', job, instance, region: random.chance(0.5) ? 'eu' : 'us', tier: 'gold' }, everyPoint(() => 1));
}

const odd: Readonly<Record<string, (index: number) => Point>> = {
  nan: (index) => (index % 7 === 3 ? NaN : index),
  inf: (index) => (index % 5 === 1 ? Infinity : index % 11 === 2 ? -Infinity : index),
  stale: (index) => (index % 40 === 21 ? undefined : index % 40 > 21 && index % 40 < 30 ? 'gap' : index),
  sparse: (index) => (index % 13 === 0 ? index : 'gap'),
  once: (index) => (index === 100 ? 5 : 'gap'),
  constant: () => 42,
  zero: () => 0,
  minus_zero: () => -0,
  negative: (index) => -index - 1,
  tiny: (index) => 1e-300 * (index + 1),
  huge: (index) => 1e300 * ((index % 3) - 1),
};

/** Of these version 2 makes other averages and deviations. */
const extremes: ReadonlySet<string> = new Set(['inf', 'tiny', 'huge']);

/** Whole numbers, so that sums come out the same in any order. */
function counter(random: SeededRandom, chanceOfReset: number, base = 100_000): number[] {
  const speed = random.integer(1, 50);
  let value = base + random.integer(0, 5) * 1000;
  return everyPoint(() => (value = random.chance(chanceOfReset) ? 50_000 + random.integer(0, 100) : value + random.integer(0, speed)));
}

/** Quarters, whose sums are exact. */
function gauge(random: SeededRandom, low: number, high: number): number[] {
  let value = (low + high) / 2;
  return everyPoint(() => (value = Math.min(high, Math.max(low, value + random.integer(-4, 4) / 4))));
}

/** Leaves out runs of points; some of them begin with a stale marker. */
function withGaps(random: SeededRandom, points: readonly Point[]): Point[] {
  let away = 0;
  return points.map((point) => {
    if (away > 0) {
      away -= 1;
      return 'gap';
    }
    if (!random.chance(0.02)) return point;
    away = random.integer(1, 30);
    return random.chance(0.3) ? undefined : 'gap';
  });
}

/** Never at a whole second, where windows end, unless the peer agrees on which side such a sample is. */
function placed({ leftOpenWindows }: PeerProfile, random: SeededRandom, points: readonly Point[]): MemorySample[] {
  const isAligned = leftOpenWindows && random.chance(0.5);
  return points.flatMap((value, index) => (value === 'gap' ? [] : [{ timeMs: FIRST_MS + index * INTERVAL_MS + (isAligned ? 0 : random.integer(1, 999)), value, startMs: 0 }]));
}
