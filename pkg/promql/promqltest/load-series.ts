import { CUSTOM_BUCKETS_SCHEMA, emptyHistogram, type FloatHistogram, withoutEmptyBuckets } from '../histograms/float-histogram.ts';
import type { Labels} from '../values/promql-labels.ts';
import { BUCKET_LABEL, METRIC_NAME } from '../values/promql-labels.ts';
import type { InMemorySeries, MemorySample } from './in-memory-series.ts';
import type { SequenceValue } from './series-description.ts';
import type { LoadCommand, LoadedSeries } from './test-script.ts';

/** Carries out a `load`. All times count from 1970. */
export function loadSeries(command: LoadCommand, storage: InMemorySeries): void {
  // Of a series that is described twice the last description counts.
  const described = new Map(command.series.map((series) => [series.labels.key, series]));
  for (const series of described.values()) storage.add(series.labels, samplesOf(series, command.stepMs));
  if (command.withCustomBuckets) loadCustomBuckets(command, storage);
}

function samplesOf({ values, starts }: LoadedSeries, stepMs: number): MemorySample[] {
  return values.flatMap((value, i) => {
    if (value.kind === 'gap') return [];
    const timeMs = i * stepMs;
    const start = starts?.[i];
    return [{ timeMs, value: sampleValue(value), startMs: start === undefined ? 0 : timeMs + start }];
  });
}

const sampleValue = (value: SequenceValue): number | FloatHistogram | undefined =>
  value.kind === 'float' ? value.value : value.kind === 'histogram' ? value.histogram : undefined;

interface ClassicHistogram {
  readonly labels: Labels;
  readonly byTime: Map<number, { buckets: Map<number, number>; count?: number; sum?: number }>;
}

/** `load_with_nhcb`: classic histograms also come as native ones with custom buckets. */
function loadCustomBuckets(command: LoadCommand, storage: InMemorySeries): void {
  const histograms = new Map<string, ClassicHistogram>();
  for (const { labels, values } of command.series) {
    const [, base = '', part] = /^(.*)_(bucket|sum|count)$/.exec(labels.metricName) ?? [];
    const bound = labels.get(BUCKET_LABEL).toLowerCase() === '+inf' ? Infinity : Number(labels.get(BUCKET_LABEL) || NaN);
    if (part === undefined || (part === 'bucket' && Number.isNaN(bound))) continue;
    const own = labels.with([[METRIC_NAME, base], [BUCKET_LABEL, '']]);
    const histogram = histograms.get(own.key) ?? { labels: own, byTime: new Map<number, { buckets: Map<number, number> }>() };
    histograms.set(own.key, histogram);
    values.forEach((value, i) => {
      if (value.kind !== 'float') return;
      const at = histogram.byTime.get(i * command.stepMs) ?? { buckets: new Map<number, number>() };
      histogram.byTime.set(i * command.stepMs, at);
      if (part === 'bucket') at.buckets.set(bound, value.value);
      else Object.assign(at, { [part]: value.value });
    });
  }
  for (const { labels, byTime } of histograms.values()) {
    storage.add(labels, [...byTime].map(([timeMs, { buckets, count, sum }]) => ({ timeMs, value: customBuckets(buckets, count, sum ?? 0), startMs: 0 })));
  }
}

function customBuckets(cumulative: ReadonlyMap<number, number>, given: number | undefined, sum: number): FloatHistogram {
  const sorted = [...cumulative].sort(([a], [b]) => a - b);
  const count = given ?? sorted.at(-1)?.[1] ?? 0;
  if (sorted.at(-1)?.[0] !== Infinity) sorted.push([Infinity, count]);
  const counts = sorted.map(([, value], i) => value - (sorted[i - 1]?.[1] ?? 0));
  return withoutEmptyBuckets({
    ...emptyHistogram, schema: CUSTOM_BUCKETS_SCHEMA, count, sum,
    customValues: sorted.slice(0, -1).map(([bound]) => bound),
    positive: { indexes: counts.map((_, i) => i), counts },
  });
}
