import type { Label, NativeHistogram } from '#pkg/sample-model';

/** `unknown` also when the sender says nothing. The order is that of the numbers on the wire. */
export const METRIC_TYPES = ['unknown', 'counter', 'gauge', 'histogram', 'gaugehistogram', 'summary', 'info', 'stateset'] as const;
export type MetricType = (typeof METRIC_TYPES)[number];

/** What a metric means, in the words of its instrumentation. */
export interface MetricMetadata {
  readonly type: MetricType;
  readonly help: string;
  readonly unit: string;
}

/** One histogram sample; times in milliseconds since 1970, a start of 0 is an unknown one. */
export interface HistogramSample {
  /** Index of the series in the batch. */
  readonly series: number;
  readonly timestamp: number;
  readonly startTimestamp: number;
  readonly histogram: NativeHistogram;
}

export interface ExemplarSample {
  readonly series: number;
  readonly timestamp: number;
  readonly value: number;
  readonly labels: readonly Label[];
}

/**
 * A remote write request, decoded without an object per sample or series.
 *
 * The label set of series `s` is `labelBytes[labelStarts[s] .. labelEnds[s])`: label messages as in remote write 1.0. Equal bytes are equal
 * label sets, so they serve as a cache key; only unknown ones need `readLabels`. Its samples are those from `firstSamples[s]` up to
 * `firstSamples[s + 1]`, in the order in which they came.
 */
export interface WriteBatch {
  readonly seriesCount: number;
  readonly labelBytes: Buffer;
  readonly labelStarts: Uint32Array;
  readonly labelEnds: Uint32Array;
  /** One more than there are series. */
  readonly firstSamples: Uint32Array;
  /** Milliseconds since 1970. */
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
  /** The bits of `values`, the low half of each first, in the same memory. */
  readonly words: Uint32Array;
  /** When the counting of each sample began (0: unknown); undefined when no sample says so. */
  readonly startTimestamps: Float64Array | undefined;
  readonly histograms: readonly HistogramSample[];
  readonly exemplars: readonly ExemplarSample[];
  /** Metadata by name of the metric family, as 1.0 sends it. */
  readonly familyMetadata: readonly (MetricMetadata & { readonly family: string })[];
  /** Metadata that came with series `s` (2.0); undefined when none did. */
  metadataOf(series: number): MetricMetadata | undefined;
  /** Series whose references lead nowhere (2.0), by index, with the reason; their label set is empty. */
  readonly seriesFaults: ReadonlyMap<number, string>;
}
