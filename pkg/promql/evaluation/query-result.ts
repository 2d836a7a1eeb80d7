import type { FloatHistogram } from '../histograms/float-histogram.ts';
import type { Labels } from '../values/promql-labels.ts';

/** A series of a range vector: floats and histograms by time, in milliseconds. */
export interface ResultSeries {
  readonly labels: Labels;
  readonly floats: { readonly times: Float64Array; readonly values: Float64Array };
  readonly histograms: readonly { readonly timeMs: number; readonly histogram: FloatHistogram }[];
}

/** An element of an instant vector. */
export interface ResultSample {
  readonly labels: Labels;
  readonly value: number | FloatHistogram;
}

/** The value of a query, by its type as in Prometheus's HTTP API. */
export type QueryValue =
  | { readonly type: 'scalar'; readonly timeMs: number; readonly value: number }
  | { readonly type: 'string'; readonly timeMs: number; readonly value: string }
  | { readonly type: 'vector'; readonly timeMs: number; readonly samples: readonly ResultSample[] }
  | { readonly type: 'matrix'; readonly series: readonly ResultSeries[] };

/** The answer to a query. */
export interface QueryResult {
  readonly value: QueryValue;
  /** What may make the answer wrong, and what in the query may not mean what it says; with positions in the query. */
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
  /** The most samples that were in memory at a time. */
  readonly peakSamples: number;
}
