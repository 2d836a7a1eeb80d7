/** What one request may hold. Everything is checked before the memory for it is taken. */
export interface WriteLimits {
  /** Bytes after unpacking; with symbols (2.0) also the bytes of all label sets when written out. */
  readonly maxBytes: number;
  readonly maxSeries: number;
  readonly maxSamples: number;
  readonly maxHistograms: number;
  /** Spans, buckets and custom bounds of all histograms together. */
  readonly maxBuckets: number;
  readonly maxExemplars: number;
  /** Metadata entries of 1.0. */
  readonly maxMetadata: number;
  /** Entries of the table of texts of 2.0. */
  readonly maxSymbols: number;
}

/** What a label set may hold, lengths in bytes of UTF-8. */
export interface LabelLimits {
  readonly maxLabels: number;
  readonly maxNameBytes: number;
  readonly maxValueBytes: number;
}

/** Prometheus sends 2,000 samples in a request, vmagent 10,000; nobody sends as much as this. */
export const WRITE_LIMITS: WriteLimits = {
  maxBytes: 32 * 1024 * 1024, maxSeries: 200_000, maxSamples: 2_000_000, maxHistograms: 50_000, maxBuckets: 2_000_000, maxExemplars: 50_000, maxMetadata: 50_000, maxSymbols: 500_000,
};

export const LABEL_LIMITS: LabelLimits = { maxLabels: 64, maxNameBytes: 1024, maxValueBytes: 4096 };
