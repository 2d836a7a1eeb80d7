import type { FloatHistogram } from '../histograms/float-histogram.ts';
import { withoutEmptyBuckets } from '../histograms/float-histogram.ts';
import { HistogramMean, HistogramTotal } from '../histograms/histogram-total.ts';
import { counterResetCollision, customBucketsReconciled, mixedExponentialCustom, mixedFloatsHistogramsAggregation } from '../values/annotation-texts.ts';
import { compensationAfter } from '../values/kahan-sum.ts';
import { FLOAT, HISTOGRAM, isPresent, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import type { AggregationCall } from './aggregation-call.ts';
import type { SeriesGroup } from './series-groups.ts';

/** The sum of a group at each step, of floats or of histograms; of both together there is none. */
export const sumGroup = (group: SeriesGroup, call: AggregationCall): StepSeries | undefined =>
  combineGroup(group, call, new FloatSums(call.context.grid.steps), (first) => new HistogramTotal(first));

/** The mean of a group at each step. */
export const averageGroup = (group: SeriesGroup, call: AggregationCall): StepSeries | undefined =>
  combineGroup(group, call, new FloatMeans(call.context.grid.steps), (first) => new HistogramMean(first));

/** A running sum of floats for each step. */
class FloatSums {
  readonly counts: Uint32Array;
  protected readonly sums: Float64Array;
  protected readonly compensations: Float64Array;

  constructor(steps: number) {
    this.counts = new Uint32Array(steps);
    this.sums = new Float64Array(steps);
    this.compensations = new Float64Array(steps);
  }

  add({ kinds, floats }: StepSeries): void {
    const { counts, sums, compensations } = this;
    for (let step = 0; step < kinds.length; step++) {
      if (kinds[step] !== FLOAT) continue;
      const value = floats[step] as number;
      if (counts[step]) {
        const sum = sums[step] as number;
        const next = sum + value;
        compensations[step] = compensationAfter(sum, value, next, compensations[step] as number);
        sums[step] = next;
      } else sums[step] = value;
      counts[step] = (counts[step] as number) + 1;
    }
  }

  valueAt(step: number): number {
    return (this.sums[step] as number) + (this.compensations[step] as number);
  }
}

/** Sum by count, or, where the sum is too large for a number, a mean that is carried along. */
class FloatMeans extends FloatSums {
  private isCarried: Uint8Array | undefined;

  override add(series: StepSeries): void {
    const { kinds, floats } = series;
    const { counts, sums, compensations } = this;
    for (let step = 0; step < kinds.length; step++) {
      if (kinds[step] !== FLOAT) continue;
      const value = floats[step] as number;
      const count = (counts[step] = (counts[step] as number) + 1);
      if (count === 1) {
        sums[step] = value;
        continue;
      }
      const sum = sums[step] as number;
      const next = sum + value;
      const compensation = compensations[step] as number;
      if (!this.isCarried?.[step] && next !== Infinity && next !== -Infinity) {
        compensations[step] = compensationAfter(sum, value, next, compensation);
        sums[step] = next;
      } else this.carry(step, value, count);
    }
  }

  private carry(step: number, value: number, count: number): void {
    this.isCarried ??= new Uint8Array(this.sums.length);
    let mean = this.sums[step] as number;
    let compensation = this.compensations[step] as number;
    if (!this.isCarried[step]) {
      this.isCarried[step] = 1;
      mean /= count - 1;
      compensation /= count - 1;
    }
    const share = (count - 1) / count;
    const next = share * mean + value / count;
    this.compensations[step] = compensationAfter(share * mean, value / count, next, share * compensation);
    this.sums[step] = next;
  }

  override valueAt(step: number): number {
    const [sum, compensation, count] = [this.sums[step] as number, this.compensations[step] as number, this.counts[step] as number];
    return this.isCarried?.[step] ? sum + compensation : sum / count + compensation / count;
  }
}

function combineGroup({ labels, series }: SeriesGroup, call: AggregationCall, floats: FloatSums, start: (first: FloatHistogram) => HistogramTotal): StepSeries | undefined {
  const { annotations, grid } = call.context;
  const range = call.node.expr.range;
  const histograms = new GroupHistograms(start, floats.counts);
  const result = new StepSeriesBuilder(labels, grid.steps);
  for (const one of series) {
    floats.add(one);
    if (one.histograms) histograms.add(one, () => annotations.add(mixedExponentialCustom(one.labels.metricName, range)));
    result.dropName ||= one.dropName;
  }
  for (let step = 0; step < grid.steps; step++) {
    const hasFloats = (floats.counts[step] as number) > 0;
    const total = histograms.totals.get(step);
    // Told as soon as it happens: also of a total that comes to nothing because there are floats, too.
    if (total?.boundsReconciled) annotations.add(customBucketsReconciled('aggregation', range));
    if (hasFloats && histograms.seen.has(step)) annotations.add(mixedFloatsHistogramsAggregation(range));
    else if (hasFloats) result.setFloat(step, floats.valueAt(step));
    else if (total) {
      if (total.hintsCollided) annotations.add(counterResetCollision('aggregation', range));
      result.setHistogram(step, withoutEmptyBuckets(total.value));
    }
  }
  return isPresent(result) ? result : undefined;
}

/** The histograms of a group by step. Where their buckets do not fit, or floats came first, there is no total. */
class GroupHistograms {
  readonly totals = new Map<number, HistogramTotal>();
  readonly seen = new Set<number>();

  constructor(
    private readonly start: (first: FloatHistogram) => HistogramTotal,
    private readonly floatCounts: Uint32Array,
  ) {}

  add({ kinds, histograms }: StepSeries, onMismatch: () => void): void {
    for (let step = 0; step < kinds.length; step++) {
      const histogram = kinds[step] === HISTOGRAM ? histograms?.[step] : undefined;
      if (!histogram) continue;
      const total = this.totals.get(step);
      if (total) {
        if (!total.add(histogram)) {
          onMismatch();
          this.totals.delete(step);
        }
      } else if (!this.seen.has(step) && !this.floatCounts[step]) this.totals.set(step, this.start(histogram));
      this.seen.add(step);
    }
  }
}
