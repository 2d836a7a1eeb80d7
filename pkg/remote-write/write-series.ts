import type { Label, NativeHistogram } from '#pkg/sample-model';
import type { MetricMetadata } from './write-batch.ts';

/** A series to send. Labels sorted by name; samples in the order of time; times in milliseconds since 1970. */
export interface WriteSeries {
  readonly labels: readonly Label[];
  /** The same as `encodeLabels` writes them, of series that are sent time and again. */
  readonly encodedLabels?: Uint8Array | undefined;
  readonly timestamps: Float64Array;
  /** As many as `timestamps`; copied bit by bit, so the staleness marker arrives as such. */
  readonly values: Float64Array;
  /** When counting began, 0 where unknown (2.0 only). */
  readonly startTimestamps?: Float64Array | undefined;
  readonly histograms?: readonly { readonly timestamp: number; readonly startTimestamp: number; readonly histogram: NativeHistogram }[] | undefined;
  readonly exemplars?: readonly { readonly timestamp: number; readonly value: number; readonly labels: readonly Label[] }[] | undefined;
  /** Sent with the series in 2.0, by family in 1.0. */
  readonly metadata?: (MetricMetadata & { readonly family: string }) | undefined;
}
