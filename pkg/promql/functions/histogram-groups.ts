import type { StepContext } from '../evaluation/query-run.ts';
import { CumulativeBuckets } from '../histograms/classic-histogram.ts';
import type { FloatHistogram } from '../histograms/float-histogram.ts';
import { badBucketLabel, mixedClassicNative } from '../values/annotation-texts.ts';
import type { Labels } from '../values/promql-labels.ts';
import { BUCKET_LABEL } from '../values/promql-labels.ts';
import type { SourceRange } from '../values/source-position.ts';
import { FLOAT, HISTOGRAM, isPresent, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import { derivedLabels } from './vector-function.ts';

/** What the histograms of a vector are turned into: a value per step for a classic and for a native one. */
export interface HistogramReading {
  classic(buckets: CumulativeBuckets, metricName: string, step: number): number;
  native(histogram: FloatHistogram, metricName: string, step: number): number;
}

interface ClassicGroup {
  readonly labels: Labels;
  readonly buckets: { readonly upperBound: number; readonly series: StepSeries }[];
}

const bucketLabel: ReadonlySet<string> = new Set([BUCKET_LABEL]);

/** Reads the classic histograms (series that differ by `le` only) and the native ones of a vector. */
export function readHistograms(input: readonly StepSeries[], range: SourceRange, context: StepContext, reading: HistogramReading): StepSeries[] {
  // Remarks name a metric only while the name is still known to be the right one.
  const remarkedName = (labels: Labels) => (context.options.delayedNameRemoval ? labels.metricName : '');
  const groups = new Map<string, ClassicGroup>();
  for (const series of input) {
    if (!series.kinds.includes(FLOAT)) continue;
    const le = series.labels.get(BUCKET_LABEL);
    const upperBound = parseBound(le);
    if (upperBound === undefined) {
      context.annotations.add(badBucketLabel(remarkedName(series.labels), le, range));
      continue;
    }
    const labels = series.labels.without(bucketLabel);
    const group = groups.get(labels.key) ?? { labels, buckets: [] };
    group.buckets.push({ upperBound, series });
    groups.set(labels.key, group);
  }

  const results: StepSeries[] = [];
  for (const series of input) {
    if (!series.histograms) continue;
    const result = new StepSeriesBuilder(derivedLabels(series.labels, context), context.grid.steps, true);
    const rival = groups.get(series.labels.key);
    for (let step = 0; step < context.grid.steps; step++) {
      const histogram = series.kinds[step] === HISTOGRAM ? series.histograms[step] : undefined;
      if (!histogram) continue;
      if (rival && hasBucketsAt(rival, step)) context.annotations.add(mixedClassicNative(remarkedName(series.labels), range));
      else result.setFloat(step, reading.native(histogram, series.labels.metricName, step));
    }
    results.push(result);
  }
  const natives = new Map(input.filter(({ histograms }) => histograms).map((series) => [series.labels.key, series]));
  for (const [key, group] of groups) results.push(classicSeries(group, natives.get(key), context, (buckets, step) => reading.classic(buckets, remarkedName(group.labels), step)));
  return results.filter(isPresent);
}

function classicSeries(group: ClassicGroup, native: StepSeries | undefined, context: StepContext, value: (buckets: CumulativeBuckets, step: number) => number): StepSeries {
  const result = new StepSeriesBuilder(derivedLabels(group.labels, context), context.grid.steps, true);
  group.buckets.sort((a, b) => (a.upperBound < b.upperBound ? -1 : a.upperBound > b.upperBound ? 1 : 0));
  const buckets = new CumulativeBuckets(group.buckets.length);
  for (let step = 0; step < context.grid.steps; step++) {
    if (native?.kinds[step] === HISTOGRAM) continue;
    buckets.clear();
    for (const { upperBound, series } of group.buckets) if (series.kinds[step] === FLOAT) buckets.add(upperBound, series.floats[step] as number);
    if (buckets.length > 0) result.setFloat(step, value(buckets, step));
  }
  return result;
}

const hasBucketsAt = ({ buckets }: ClassicGroup, step: number): boolean => buckets.some(({ series }) => series.kinds[step] === FLOAT);

/** The number of an `le` label in any spelling of Go's. */
function parseBound(text: string): number | undefined {
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
