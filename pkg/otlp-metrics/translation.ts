import type { Label, NativeHistogram } from '#pkg/sample-model';
import type { Naming } from './prometheus-name.ts';

export interface TranslationOptions extends Naming {
  /** Resource attributes that become labels of every series of their resource. */
  readonly promote: readonly string[];
  /** Put name, version and attributes of the instrumentation scope on every series, as the specification wants. */
  readonly scopeLabels: boolean;
  /** Histograms with explicit bounds become one native histogram each, not a series per bucket. */
  readonly customBuckets: boolean;
  /** Samples that one request may become; the rest is rejected. A histogram names buckets by a few bytes each. */
  readonly maxSamples: number;
}

/** As Prometheus translates by default, with the labels of scopes. */
export const TRANSLATION: TranslationOptions = { utf8: false, suffixes: true, promote: [], scopeLabels: true, customBuckets: false, maxSamples: 200_000 };

export interface TranslatedExemplar {
  readonly labels: readonly Label[];
  readonly value: number;
  readonly timestamp: number;
}

/** What samples and histograms have in common; times in milliseconds since 1970. */
export interface Translated {
  /** Sorted, the metric name among them. */
  readonly labels: readonly Label[];
  readonly timestamp: number;
  /** When counting began; 0 when unknown. */
  readonly startTimestamp: number;
  readonly exemplars: readonly TranslatedExemplar[];
}

export interface TranslatedSample extends Translated {
  readonly value: number;
  /** The sender has no value any more: write the staleness marker, not `value`. */
  readonly stale: boolean;
}

export interface TranslatedHistogram extends Translated {
  readonly histogram: NativeHistogram;
}

export interface TranslatedFamily {
  readonly name: string;
  readonly type: 'unknown' | 'counter' | 'gauge' | 'histogram' | 'summary' | 'info' | 'stateset';
  readonly help: string;
  readonly unit: string;
}

/** An export request in the terms of Prometheus. */
export interface Translation {
  readonly samples: readonly TranslatedSample[];
  readonly histograms: readonly TranslatedHistogram[];
  /** One for each name. */
  readonly families: readonly TranslatedFamily[];
  /** Data points that were left out, for the partial success of the answer, */
  readonly rejected: number;
  /** and why: each reason once, the first that occurred first, at most ten. */
  readonly reasons: readonly string[];
}
