import { readHistogram, BucketBudget } from './read-histogram.ts';
import { SampleColumns, Uint32Column } from './growing-columns.ts';
import { type ExemplarSample, type HistogramSample, METRIC_TYPES, type MetricMetadata, type MetricType, type WriteBatch } from './write-batch.ts';
import type { WireReader } from './wire-reader.ts';
import type { WriteLimits } from './write-limits.ts';
import { WriteRequestError } from './write-request-error.ts';

/** Collects what both versions have in common, within the limits. */
export class BatchBuilder {
  readonly samples: SampleColumns;
  readonly exemplars: ExemplarSample[] = [];
  readonly familyMetadata: (MetricMetadata & { readonly family: string })[] = [];
  readonly seriesFaults = new Map<number, string>();
  private readonly histograms: HistogramSample[] = [];
  private readonly buckets: BucketBudget;
  private readonly labelStarts: Uint32Column;
  private readonly labelEnds: Uint32Column;
  private readonly firstSamples: Uint32Column;

  constructor(private readonly limits: WriteLimits) {
    this.samples = new SampleColumns(limits.maxSamples);
    this.buckets = new BucketBudget(limits.maxBuckets);
    this.labelStarts = new Uint32Column(limits.maxSeries, 'series');
    this.labelEnds = new Uint32Column(limits.maxSeries, 'series');
    this.firstSamples = new Uint32Column(limits.maxSeries + 1, 'series');
    this.firstSamples.push(0);
  }

  /** Index of the series that is being read. */
  get series(): number {
    return this.labelStarts.length;
  }

  addHistogram(reader: WireReader): void {
    if (this.histograms.length === this.limits.maxHistograms) throw tooMany(this.limits.maxHistograms, 'histograms');
    this.histograms.push(readHistogram(reader, this.series, this.buckets));
  }

  addExemplar(read: () => ExemplarSample): void {
    if (this.exemplars.length === this.limits.maxExemplars) throw tooMany(this.limits.maxExemplars, 'exemplars');
    this.exemplars.push(read());
  }

  addMetadata(read: () => MetricMetadata & { readonly family: string }): void {
    if (this.familyMetadata.length === this.limits.maxMetadata) throw tooMany(this.limits.maxMetadata, 'metadata entries');
    this.familyMetadata.push(read());
  }

  /** Ends a series whose label set is `[start, end)` of the label bytes. */
  endSeries(start: number, end: number): void {
    this.labelStarts.push(start);
    this.labelEnds.push(end);
    this.firstSamples.push(this.samples.length);
  }

  finish(labelBytes: Buffer, metadataOf: WriteBatch['metadataOf']): WriteBatch {
    return {
      seriesCount: this.series, labelBytes, labelStarts: this.labelStarts.finish(), labelEnds: this.labelEnds.finish(), firstSamples: this.firstSamples.finish(),
      ...this.samples.finish(), histograms: this.histograms, exemplars: this.exemplars, familyMetadata: this.familyMetadata, metadataOf, seriesFaults: this.seriesFaults,
    };
  }
}

const tooMany = (limit: number, what: string): WriteRequestError => new WriteRequestError('too_many', `more than ${limit} ${what} in one request`);

/** A type that we do not know is an unknown one: later versions may add some. */
export const metricType = (wire: number): MetricType => METRIC_TYPES[wire] ?? 'unknown';
